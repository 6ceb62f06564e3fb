"""An authenticator in software: makes passkeys and signs with them, and does wrong on request (WebAuthn Level 3, 6)."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field, replace
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Authenticator:
    """A device with one passkey. What it sends for another site, without a PIN or with an old count is set by name."""

    origin: str = "http://localhost:8000"
    rp_id: str = "localhost"
    verifies: bool = True
    is_touched: bool = True
    count: int = 1
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    handle: bytes | None = None
    key: EllipticCurvePrivateKey = field(default_factory=lambda: generate_private_key(SECP256R1()))

    def but(self, **changes: Any) -> "Authenticator":
        """The same device, behaving otherwise."""
        return replace(self, **changes)

    def create(self, begun: dict[str, Any], **lies: Any) -> dict[str, Any]:
        """The answer to `navigator.credentials.create`. `lies` replace parts of the client's data."""
        options = begun["publicKey"]
        self.handle = base64url_to_bytes(options["user"]["id"])
        attested = bytes(16) + len(self.credential_id).to_bytes(2) + self.credential_id + self._public_key()
        told = {"fmt": "none", "attStmt": {}, "authData": self._data(ATTESTED) + attested}
        response = {"attestationObject": cbor2.dumps(told), "clientDataJSON": self._client("create", options, lies)}
        return self._answer(begun, response)

    def get(self, begun: dict[str, Any], **lies: Any) -> dict[str, Any]:
        """The answer to `navigator.credentials.get`."""
        client, data = self._client("get", begun["publicKey"], lies), self._data()
        signed = self.key.sign(data + hashlib.sha256(client).digest(), ECDSA(SHA256()))
        response = {"clientDataJSON": client, "authenticatorData": data, "signature": signed}
        return self._answer(begun, response if self.handle is None else {**response, "userHandle": self.handle})

    def _answer(self, begun: dict[str, Any], response: dict[str, bytes]) -> dict[str, Any]:
        named = bytes_to_base64url(self.credential_id)
        sent = {name: bytes_to_base64url(value) for name, value in response.items()}
        credential = {"id": named, "rawId": named, "type": "public-key", "response": sent}
        return {"ceremony": begun["ceremony"], "credential": credential}

    def _client(self, act: str, options: dict[str, Any], lies: dict[str, Any]) -> bytes:
        told = {"type": f"webauthn.{act}", "challenge": options["challenge"], "origin": self.origin}
        return json.dumps({**told, **lies}).encode()

    def _data(self, flags: int = 0) -> bytes:
        flags |= PRESENT * self.is_touched | VERIFIED * self.verifies
        return hashlib.sha256(self.rp_id.encode()).digest() + bytes([flags]) + self.count.to_bytes(4)

    def _public_key(self) -> bytes:
        numbers = self.key.public_key().public_numbers()
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)})
