# The page that sets a device up, in English.

page-title = Set up this device
page-text = What passes are checked with is fetched here once and kept on this device. Checking itself asks nobody.
language = Language
ready = Nothing was installed yet in this visit.
working = One moment…
install = Fetch the data of { $name }
by-hand = From a file
pin = Fingerprint of the root (64 hexadecimal digits)
file = Signed set (.cbset)
install-file = Install the file
installed = Installed: data { $version } of { $day }. Passes can be checked without a network.
has = Data { $version } is installed.
refused = The data was refused. What is wrong: { $code }
not-fetched = The data could not be fetched. Connect the device to the network and try again.
not-kept = The pages could not be kept on this device; they need the network.
not-released = The pages were not kept on this device: what was offered is not the release that everybody sees. What is wrong: { $code }
to-check = To the check page
