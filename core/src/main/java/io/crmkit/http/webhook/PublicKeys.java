package io.crmkit.http.webhook;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;

/** Public keys of one signature algorithm: the current one, and others while one is replaced. */
final class PublicKeys {
  private final String algorithm;
  private final List<PublicKey> keys;

  private PublicKeys(String algorithm, List<PublicKey> keys) {
    this.algorithm = algorithm;
    this.keys = keys;
  }

  /**
   * Reads keys in the encoding of X.509.
   *
   * @param keyType name of the JDK, for example {@code EC}
   * @param algorithm name of the JDK, for example {@code SHA256withECDSA}
   * @throws IllegalArgumentException if one of them is no such key
   */
  static PublicKeys of(String keyType, String algorithm, List<byte[]> encoded) {
    return new PublicKeys(
        algorithm, encoded.stream().map(key -> read(keyType, algorithm, key)).toList());
  }

  private static PublicKey read(String keyType, String algorithm, byte[] encoded) {
    try {
      PublicKey key =
          KeyFactory.getInstance(keyType).generatePublic(new X509EncodedKeySpec(encoded));
      // A point that is not on the curve is found here, not with the first call.
      Signature.getInstance(algorithm).initVerify(key);
      return key;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not a public key of type " + keyType, e);
    }
  }

  List<PublicKey> all() {
    return keys;
  }

  /** Returns whether any of the signatures is made with any of the keys over these parts. */
  boolean signed(List<byte[]> signatures, byte[]... parts) {
    return keys.stream()
        .anyMatch(key -> signatures.stream().anyMatch(each -> signed(key, each, parts)));
  }

  private boolean signed(PublicKey key, byte[] signature, byte[]... parts) {
    try {
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(key);
      for (byte[] part : parts) {
        verifier.update(part);
      }
      return verifier.verify(signature);
    } catch (SignatureException e) {
      return false; // what was sent is no signature at all
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key was good when it was read", e);
    }
  }
}
