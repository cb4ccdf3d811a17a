//! A device's key pair, and the person it stands for.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};
use std::fmt;

/// The Ed25519 key with which a person's device signs. Whoever has its secret is that person.
#[derive(Clone, PartialEq, Eq)]
pub struct DeviceKey(SigningKey);

impl DeviceKey {
    /// Makes the key of 32 random bytes, or of those that [`DeviceKey::secret`] gave.
    #[must_use]
    pub fn from_secret(secret: [u8; 32]) -> Self {
        Self(SigningKey::from_bytes(&secret))
    }

    /// The secret, to be kept on the device and nowhere else.
    #[must_use]
    pub fn secret(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    #[must_use]
    pub fn public(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }

    /// The person who signs with this key.
    #[must_use]
    pub fn person(&self) -> [u8; 16] {
        person_of(&self.public())
    }

    pub(super) fn sign(&self, bytes: &[u8]) -> [u8; 64] {
        self.0.sign(bytes).to_bytes()
    }
}

impl fmt::Debug for DeviceKey {
    /// The secret is nobody's to read.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeviceKey").field("person", &self.person()).finish_non_exhaustive()
    }
}

/// The person who signs with this public key: the first 128 bits of its SHA-256.
#[must_use]
pub fn person_of(public: &[u8; 32]) -> [u8; 16] {
    let mut person = [0; 16];
    person.iter_mut().zip(Sha256::digest(public)).for_each(|(byte, hashed)| *byte = hashed);
    person
}

/// Whether this key signed these bytes. Keys that fit more than one signer are refused.
pub(super) fn is_signed(public: &[u8; 32], bytes: &[u8], signature: &[u8; 64]) -> bool {
    VerifyingKey::from_bytes(public)
        .is_ok_and(|key| key.verify_strict(bytes, &Signature::from_bytes(signature)).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_survives_its_bytes_and_keeps_its_secret() {
        let key = DeviceKey::from_secret([7; 32]);
        assert_eq!(DeviceKey::from_secret(key.secret()), key);
        assert_ne!(key.person(), DeviceKey::from_secret([8; 32]).person());
        let shown = format!("{key:?}");
        assert!(shown.starts_with("DeviceKey") && !shown.contains("7, 7, 7"), "{shown}");
    }

    /// Source: RFC 8032, 7.1, TEST 1; and `sha256sum` of its public key.
    #[test]
    fn d1_a_person_is_the_hash_of_the_public_key() {
        let hex = |text: &str| -> Vec<u8> {
            (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
        };
        let secret = hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        let key = DeviceKey::from_secret(secret.try_into().unwrap());
        assert_eq!(key.public().to_vec(), hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));
        assert_eq!(key.person().to_vec(), hex("21fe31dfa154a261626bf854046fd227"));
        let signature = key.sign(b"");
        assert_eq!(signature[..8].to_vec(), hex("e5564300c360ac72"));
        assert!(is_signed(&key.public(), b"", &signature) && !is_signed(&key.public(), b"x", &signature));
    }

    #[test]
    fn a_key_that_fits_everybody_is_no_key() {
        // The neutral point: without the strict check, one signature would fit every text.
        let mut neutral = [0; 32];
        neutral[0] = 1;
        let mut signature = [0; 64];
        signature[0] = 1;
        assert!(!is_signed(&neutral, b"anything", &signature));
    }
}
