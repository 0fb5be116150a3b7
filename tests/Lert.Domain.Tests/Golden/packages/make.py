"""Writes short.lertpkg and long.lertpkg by docs/package-format.md alone, with the library `cryptography`: what opens here was made by other code than ours."""
import hashlib
import pathlib

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

HERE = pathlib.Path(__file__).parent
CHUNK = 64 * 1024


def hkdf(key, salt, info):
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=info).derive(key)


def point(key):
    return key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def seal(content, recipient, ephemeral, package_key):
    spki = recipient.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    head = b"LERTPKG\x01" + hashlib.sha256(spki).digest() + point(ephemeral.public_key())
    shared = ephemeral.exchange(ec.ECDH(), recipient)
    wrapping = hkdf(shared, point(ephemeral.public_key()) + point(recipient), b"lert-package/1 wrap")
    head += AESGCM(wrapping).encrypt(bytes(12), package_key, head)
    body = AESGCM(hkdf(package_key, hashlib.sha256(head).digest(), b"lert-package/1 body"))
    chunks = [content[i:i + CHUNK] for i in range(0, len(content), CHUNK)] or [b""]
    for i, chunk in enumerate(chunks):
        head += body.encrypt(i.to_bytes(11, "big") + bytes([i == len(chunks) - 1]), chunk, None)
    return head


recipient = serialization.load_pem_private_key((HERE / "recipient.pem").read_bytes(), None).public_key()
ephemeral = ec.derive_private_key(0x1234567890ABCDEF1234567890ABCDEF, ec.SECP256R1())
package_key = bytes(range(32))
(HERE / "short.lertpkg").write_bytes(seal(b"hello", recipient, ephemeral, package_key))
(HERE / "long.lertpkg").write_bytes(seal(bytes(i % 251 for i in range(2 * CHUNK + 1)), recipient, ephemeral, package_key))
