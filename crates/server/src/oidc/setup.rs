use std::fmt;

use cleanbill_fetch::is_this_machine;
use reqwest::Url;

use crate::StartError;

/// A client secret. `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct OidcSecret(String);

impl OidcSecret {
    /// From a file's text; blanks around it are not part of it.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.trim().to_owned())
    }

    pub(super) fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for OidcSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OidcSecret(..)")
    }
}

/// By which OpenID provider officers may sign in, beside their passkeys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Oidc {
    /// The provider's issuer, `https://…`; below it lies `.well-known/openid-configuration`.
    pub issuer: String,
    /// What the provider calls this service.
    pub client_id: String,
    /// The secret that the provider gave this service; none for a public client.
    pub client_secret: Option<OidcSecret>,
    /// The claim of the ID token that names an officer: `sub`, or one that the provider never gives
    /// to somebody else. Not `email`: an address passes from one person to the next.
    pub claim: String,
    /// The page of ours that the provider sends the browser back to; of one of the origins.
    pub redirect: String,
    /// Certificates (PEM) that the provider's is checked by, beside those of the system.
    pub authorities: Vec<u8>,
}

/// Claims that a person loses, or that others have too.
const NOBODYS: [&str; 8] = [
    "email",
    "preferred_username",
    "nickname",
    "name",
    "phone_number",
    "given_name",
    "family_name",
    "upn",
];

impl Oidc {
    /// # Errors
    /// [`StartError::Oidc`], which names the setting.
    pub(super) fn check(&self, origins: &[String]) -> Result<Url, StartError> {
        let wrong = |what| StartError::Oidc { what };
        let issuer = Url::parse(&self.issuer).map_err(|_| wrong("issuer"))?;
        let is_fine = issuer.scheme() == "https" || is_local(&issuer);
        let is_bare = issuer.query().is_none() && issuer.fragment().is_none();
        if !is_fine || !is_bare || !issuer.username().is_empty() || issuer.password().is_some() {
            return Err(wrong("issuer"));
        }
        if self.client_id.is_empty() {
            return Err(wrong("client_id"));
        }
        if self.claim.is_empty() || NOBODYS.contains(&self.claim.as_str()) {
            return Err(wrong("claim"));
        }
        let redirect = Url::parse(&self.redirect).map_err(|_| wrong("redirect"))?;
        let origin = redirect.origin().ascii_serialization();
        if !origins.contains(&origin) || redirect.fragment().is_some() {
            return Err(wrong("redirect"));
        }
        Ok(issuer)
    }
}

/// Plain HTTP, to this machine: nobody listens on the way.
pub(super) fn is_local(url: &Url) -> bool {
    url.scheme() == "http" && is_this_machine(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good() -> Oidc {
        Oidc {
            issuer: "https://id.example/realm".to_owned(),
            client_id: "cleanbill".to_owned(),
            client_secret: Some(OidcSecret::new(" s3cret\n")),
            claim: "sub".to_owned(),
            redirect: "https://desk.example/signed-in".to_owned(),
            authorities: Vec::new(),
        }
    }

    fn checked(change: impl Fn(&mut Oidc)) -> Result<(), StartError> {
        let mut oidc = good();
        change(&mut oidc);
        oidc.check(&["https://desk.example".to_owned()]).map(drop)
    }

    #[test]
    fn what_would_let_others_in_is_refused_at_the_start() {
        assert_eq!(checked(|_| {}), Ok(()));
        assert_eq!(
            checked(|it| it.issuer = "http://127.0.0.1:99".into()),
            Ok(())
        );
        for issuer in [
            "http://id.example",
            "id.example",
            "https://a@b.example",
            "https://b/?x",
        ] {
            let refused = checked(|it| it.issuer = issuer.to_owned());
            assert_eq!(
                refused,
                Err(StartError::Oidc { what: "issuer" }),
                "{issuer}"
            );
        }
        for claim in ["", "email", "preferred_username"] {
            let refused = checked(|it| it.claim = claim.to_owned());
            assert_eq!(refused, Err(StartError::Oidc { what: "claim" }), "{claim}");
        }
        for redirect in ["https://evil.example/", "http://desk.example/", "/x"] {
            let refused = checked(|it| it.redirect = redirect.to_owned());
            assert_eq!(
                refused,
                Err(StartError::Oidc { what: "redirect" }),
                "{redirect}"
            );
        }
        assert_eq!(
            format!("{:?}", good().client_secret),
            "Some(OidcSecret(..))"
        );
    }
}
