# The labels of the command line and of the slip, in English. Glossary: messages.ftl.
#
# Labels stand before a value and begin small; sentences and titles begin with a capital.

## Facts about a pass

what-to-do = what to do
source = source
signed-by = signed by
holder = holder
born = born
note = note
not-proven = not proven
key = key
policy = policy
rule = rule
version = version
checked-at = checked at
valid-until = valid until
place = place
data-age = age of the data
days =
    { $number ->
        [one] { $number } day
       *[other] { $number } days
    }
    .bare = days
consecutive-policy = number { $number } in a row
    .bare = consecutive policy

## The slip for the holder

slip-title = Why this pass was not accepted
slip-title-unchecked = Why this pass could not be checked
slip-no-identity = This slip names nobody.
slip-objection = To object, take this slip to the authority that made the policy.

## Stages of the check

stage-decode = reading
stage-signature = signature
stage-time = time
stage-schema = content
stage-key-usage = right to sign
stage-revocation = revocation
stage-data = data and clock
stage-rules = policy and rules

## What came of a stage

outcome-passed = passed
outcome-failed = failed
outcome-open = could not be checked
outcome-skipped = not looked at

## Why a rule was not met

explain-wanted = needed
explain-found = found
explain-would-pass = would pass if
foreign-rule = rule of another country
term = way to be let in { $number }
    .bare = way to be let in
requirement-disease = disease of the policy
requirement-complete = complete vaccination
requirement-product = accepted vaccine
requirement-method = accepted kind of test
requirement-result = accepted result
requirement-counts-from = counts from
requirement-counts-until = counts until
requirement-open-until = lets people in until
requirement-age = accepted age
answer-not-said = the pass does not say
yes = yes
no = no

## Kinds of place

place-amusement-park = amusement park
place-beauty = hairdresser or beauty salon
place-care-home-visit = visit to a care home
place-cinema = cinema
place-concert = concert
place-conference = conference or trade fair
place-gym = gym
place-hospital-visit = visit to a hospital
place-hotel = hotel
place-international-travel = international travel
place-local-transport = local transport
place-long-distance-flight = domestic flight
place-long-distance-train = long-distance train or coach
place-museum = museum, gallery or library
place-nightclub = bar or nightclub
place-restaurant = restaurant or café
place-retail-shop = shop (not for food or medicine)
place-school = school or university
place-shopping-centre = shopping centre
place-sports-event = sports event
place-swimming-pool = swimming pool or sauna
place-theatre = theatre
place-workplace = workplace

## Where nobody may be asked for a pass

essential-appeal-desk = desk for objections
essential-assembly = peaceful assembly
essential-citizen-return = return to one's own country
essential-court = court
essential-food = food
essential-home = one's home
essential-medical-treatment = medical treatment
essential-pharmacy = pharmacy
essential-police = police station
essential-polling-station = polling station
essential-public-office = public office
essential-worship = place of worship
