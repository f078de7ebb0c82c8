//! The pages for citizens: errors in the citizen's language, and forms that come back whole.

use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use cleanbill_forum::petitions::Draft;
use cleanbill_pages::Place;
use cleanbill_redress::petition::Petition;
use cleanbill_server::Rate;
use cleanbill_wording::{Language, PageText, Trouble, Wording};

use crate::support::{Answer, NOW, Stage, request, settings};

const TODAY: i32 = (NOW / 86_400) as i32;
const FORM: &str = "application/x-www-form-urlencoded";

async fn opened(stage: &Stage) -> Petition {
    let petitions = stage.parts.petitions.as_ref().unwrap();
    let draft = Draft {
        epoch: 1,
        text: "<b>Open</b> the schools\n\nAll of them.".to_owned(),
        regions: vec!["XX-A".to_owned()],
        thresholds: vec![cleanbill_ledger::leaf::Threshold {
            signatures: 3,
            answer_days: 30,
        }],
        opens: TODAY,
        closes: TODAY + 30,
    };
    petitions.open(draft, TODAY).await.unwrap()
}

async fn post(stage: &Stage, path: &str, language: Language, body: &str) -> Answer {
    let path = format!("{path}?lang={}", language.tag());
    let mut request = request(Method::POST, &path, Body::from(body.to_owned()));
    let headers = request.headers_mut();
    headers.insert(header::CONTENT_TYPE, FORM.parse().unwrap());
    stage.ask(request).await
}

/// A page in this language that tells this trouble with its code, and what to do.
fn tells(answer: &Answer, language: Language, trouble: Trouble, code: &str) {
    let (text, wording) = (&answer.text, Wording::new(language));
    assert_eq!(
        answer.headers[header::CONTENT_TYPE],
        "text/html; charset=utf-8"
    );
    let policy = answer.headers[header::CONTENT_SECURITY_POLICY].to_str();
    assert!(policy.unwrap().contains("form-action 'self'"), "{text}");
    let direction = if language == Language::Arabic {
        "rtl"
    } else {
        "ltr"
    };
    let head = format!("<html lang=\"{}\" dir=\"{direction}\">", language.tag());
    assert!(text.contains(&head), "{text}");
    assert!(
        text.contains(&wording.trouble(trouble)),
        "{trouble:?}: {text}"
    );
    assert!(
        text.contains(&wording.trouble_remedy(trouble)),
        "{trouble:?}: {text}"
    );
    assert!(text.contains(&format!(">{code}</code>")), "{code}: {text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_an_appeal_is_said_in_every_language_and_nothing_is_lost() {
    let mut settings = settings();
    settings.limits.guess = Rate::new(1_000, 1_000);
    let stage = Stage::new(settings).await;
    let cases = [
        ("kind=act&code=one", "server.field", Trouble::Notice, 422),
        (
            "kind=act&code=one+two",
            "authority.not-found",
            Trouble::NoticeUnknown,
            404,
        ),
        ("kind=door&code=nothing", "case.slip", Trouble::Slip, 422),
        ("kind=look&code=x", "server.field", Trouble::Kind, 422),
    ];
    for language in Language::ALL {
        for (fields, code, trouble, status) in cases {
            let body = format!("{fields}&grounds=I+was+%3Ci%3Eill%3C/i%3E%0D%0Ain+May.");
            let answer = post(&stage, Place::Appeal.path(), language, &body).await;
            assert_eq!(answer.status.as_u16(), status, "{}", answer.text);
            tells(&answer, language, trouble, code);
            let kept = "I was &lt;i&gt;ill&lt;/i&gt;\r\nin May.</textarea>";
            assert!(answer.text.contains(kept), "{}", answer.text);
            assert!(
                answer.text.contains("aria-invalid=\"true\""),
                "{}",
                answer.text
            );
        }
        let cut = post(&stage, Place::Appeal.path(), language, "kind=act").await;
        tells(&cut, language, Trouble::Broken, "server.broken");
        let long = format!("kind=door&code=x&grounds={}", "a".repeat(3 << 20));
        let long = post(&stage, Place::Appeal.path(), language, &long).await;
        tells(&long, language, Trouble::Broken, "server.broken");
        let withdrawn = post(&stage, "/public/appeal/withdraw", language, "code=zz").await;
        assert_eq!(withdrawn.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_that_opens_nothing_is_found_by_nobody_and_stays_in_the_form() {
    let stage = Stage::new(settings()).await;
    for (language, code) in [
        (Language::German, "0000"),
        (Language::Arabic, "%22%3E%3Cb%3E"),
    ] {
        let answer = post(
            &stage,
            Place::Follow.path(),
            language,
            &format!("code={code}"),
        )
        .await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        tells(&answer, language, Trouble::Code, "authority.not-found");
        let value = if code == "0000" {
            "0000"
        } else {
            "&quot;&gt;&lt;b&gt;"
        };
        assert!(
            answer.text.contains(&format!("value=\"{value}\"")),
            "{}",
            answer.text
        );
    }
}

/// What no route sees is a page too: too often, at no address, by no method.
#[tokio::test(flavor = "multi_thread")]
async fn what_no_route_answers_is_a_page_in_the_same_language() {
    let mut settings = settings();
    settings.limits.address = Rate::new(3, 60);
    settings.limits.guess = Rate::new(1, 5);
    let stage = Stage::new(settings).await;
    let nowhere = stage.get("/public/nowhere?lang=ar").await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
    tells(
        &nowhere,
        Language::Arabic,
        Trouble::Nowhere,
        "server.no-route",
    );
    let method = stage.ask(request(Method::PUT, "/public/file?lang=ru", Body::empty()));
    let method = method.await;
    assert_eq!(method.headers[header::ALLOW], "GET,HEAD,POST");
    tells(
        &method,
        Language::Russian,
        Trouble::Nowhere,
        "server.method",
    );
    let path = Place::Follow.path();
    post(&stage, path, Language::Arabic, "code=0").await;
    let (mut guessed, mut often) = (0, 0);
    for _ in 0..100 {
        let refused = post(&stage, path, Language::Arabic, "code=%22kept%22").await;
        if refused.status != StatusCode::TOO_MANY_REQUESTS {
            continue;
        }
        tells(
            &refused,
            Language::Arabic,
            Trouble::TooOften,
            "server.rate-limited",
        );
        let secs = refused.headers[header::RETRY_AFTER]
            .to_str()
            .unwrap()
            .parse()
            .unwrap();
        let again = Wording::new(Language::Arabic).again_in(secs);
        assert!(refused.text.contains(&again), "{}", refused.text);
        match refused.text.contains("&quot;kept&quot;") {
            true => guessed += 1,
            false => often += 1,
        }
    }
    // The route's own limit gives the form back; the one before all routes has not read it.
    assert!(guessed > 0 && often > 0, "{guessed} {often}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_petition_warns_where_few_can_sign_and_says_where_the_proofs_lie() {
    let stage = Stage::new(settings()).await;
    let petition = opened(&stage).await;
    let path = format!("/public/petitions/{}", petition.id());
    let arabic = Wording::new(Language::Arabic);
    let warning = arabic.page(PageText::PetitionSmall);
    let page = stage.get(&format!("{path}?lang=ar")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains(&warning), "{}", page.text);
    assert!(
        page.text.contains(&arabic.page(PageText::PetitionProof)),
        "{}",
        page.text
    );
    assert!(
        page.text.contains("&lt;b&gt;Open&lt;/b&gt; the schools"),
        "{}",
        page.text
    );
    assert!(
        page.text.contains(&format!("href=\"{path}?lang=de\"")),
        "{}",
        page.text
    );
    let petitions = stage.parts.petitions.as_ref().unwrap();
    petitions.issue_vouchers(1, "XX-A", 1_000).await.unwrap();
    let page = stage.get(&format!("{path}?lang=ar")).await;
    assert!(!page.text.contains(&warning), "{}", page.text);

    for language in [Language::Arabic, Language::French] {
        let wrong = post(&stage, &path, language, "signature=abc%3C").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        tells(&wrong, language, Trouble::Signature, "server.field");
        assert!(
            wrong.text.contains("\nabc&lt;</textarea>"),
            "{}",
            wrong.text
        );
        let foreign = format!("signature={}", "A".repeat(428));
        let foreign = post(&stage, &path, language, &foreign).await;
        tells(&foreign, language, Trouble::Signature, "petition.signature");
        let unknown = post(&stage, "/public/petitions/00ff", language, "signature=a").await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
        tells(
            &unknown,
            language,
            Trouble::PetitionUnknown,
            "petition.unknown",
        );
    }
    let board = stage.get("/public/board?lang=es").await;
    assert!(
        board.text.contains(&format!("{path}?lang=es")),
        "{}",
        board.text
    );
}
