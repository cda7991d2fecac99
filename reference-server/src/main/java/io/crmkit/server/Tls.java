package io.crmkit.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Listens encrypted, with a certificate chain and an unencrypted PKCS #8 key in PEM. */
final class Tls {
  private static final String PASSWORD = "in-memory";

  private final Path certificate;
  private final Path key;

  Tls(Path certificate, Path key) {
    this.certificate = certificate;
    this.key = key;
  }

  ServerConnector connector(Server server, HttpConfiguration http, String host, int port) {
    SslContextFactory.Server context = new SslContextFactory.Server();
    context.setKeyStore(keyStore());
    context.setKeyStorePassword(PASSWORD);
    context.setSniRequired(false);
    context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    HttpConfiguration secure = new HttpConfiguration(http);
    secure.addCustomizer(new SecureRequestCustomizer(false));
    ServerConnector connector =
        new ServerConnector(
            server,
            new SslConnectionFactory(context, "http/1.1"),
            new HttpConnectionFactory(secure));
    connector.setHost(host);
    connector.setPort(port);
    return connector;
  }

  /**
   * Returns a store that holds key and certificates.
   *
   * @throws IllegalArgumentException if the files hold something else
   */
  KeyStore keyStore() {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      Certificate[] chain =
          factory
              .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(certificate)))
              .toArray(new Certificate[0]);
      if (chain.length == 0) {
        throw new IllegalArgumentException(certificate + " holds no certificate");
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "server",
          privateKey(chain[0].getPublicKey().getAlgorithm()),
          PASSWORD.toCharArray(),
          chain);
      return store;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          certificate + " and " + key + " are no certificate with its key in PEM", e);
    }
  }

  private PrivateKey privateKey(String algorithm) throws IOException, GeneralSecurityException {
    String pem = Files.readString(key, StandardCharsets.US_ASCII);
    String body = pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "").replaceAll("\\s", "");
    return KeyFactory.getInstance(algorithm)
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body)));
  }
}
