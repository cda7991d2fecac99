package io.crmkit.http.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.crmkit.error.FieldError;
import io.crmkit.error.InvalidValueException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressGuardTest {
  private static final AddressGuard GUARD = AddressGuard.builder().build();

  private static String codeOf(AddressGuard guard, String url) {
    try {
      guard.checkUrl(URI.create(url));
      return "-";
    } catch (InvalidValueException e) {
      FieldError error = e.errors().get(0);
      assertThat(error.field()).isEqualTo("url");
      return error.code();
    }
  }

  private static String written(InetAddress address) {
    return address instanceof Inet6Address
        ? "[" + address.getHostAddress() + "]"
        : address.getHostAddress();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.100.100.200",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "168.63.129.16",
        "169.254.0.1",
        "169.254.169.254",
        "169.254.170.2",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "192.168.255.255",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.254",
        "255.255.255.255",
        "::",
        "::1",
        "::2",
        "::7f00:1",
        "::8.8.8.8",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "::ffff:0:127.0.0.1",
        "64:ff9b::127.0.0.1",
        "64:ff9b::10.1.2.3",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::8.8.8.8",
        "100::1",
        "2001::1",
        "2001:0:4136:e378:8000:63bf:f5ff:fffe",
        "2001:2::1",
        "2001:10::1",
        "2001:20::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "2002:808:808::1",
        "3fff::1",
        "4000::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fd12:3456::1",
        "fe80::1",
        "fe80::5efe:192.168.0.1",
        "febf::1",
        "fec0::1",
        "ff02::1",
        "ff0e::1"
      })
  void check_addressThatIsNotPublic_isRefusedWrittenAndResolved(String text) throws Exception {
    InetAddress address = InetAddress.getByName(text);

    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> GUARD.checkResolved(address))
        .satisfies(e -> assertThat(e.errors().get(0).code()).isEqualTo("ADDRESS_NOT_ALLOWED"))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(address.getHostAddress()));
    assertThat(codeOf(GUARD, "https://" + written(address) + "/hook"))
        .isEqualTo("ADDRESS_NOT_ALLOWED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.1",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.1",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "203.0.112.255",
        "203.0.114.0",
        "223.255.255.255",
        "::ffff:8.8.8.8",
        "64:ff9b::8.8.8.8",
        "2001:200::1",
        "2001:4860:4860::8888",
        "2001:db7::1",
        "2001:db9::1",
        "2003::1",
        "2606:4700:4700::1111",
        "2a00:1450:4007::1",
        "3ffe::1"
      })
  void check_publicAddress_isAllowedWrittenAndResolved(String text) throws Exception {
    InetAddress address = InetAddress.getByName(text);

    assertThatCode(() -> GUARD.checkResolved(address)).doesNotThrowAnyException();
    assertThat(codeOf(GUARD, "https://" + written(address) + "/hook")).isEqualTo("-");
  }

  @Test
  void checkResolved_mappedAddressKeptAsSixteenBytes_isSeenThrough() throws Exception {
    byte[] mapped = new byte[16];
    mapped[10] = -1;
    mapped[11] = -1;
    mapped[12] = 127;
    mapped[15] = 1;
    InetAddress address = Inet6Address.getByAddress("x", mapped, 0);

    assertThat(address.getAddress()).hasSize(16);
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> GUARD.checkResolved(address));
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.com, -",
    "HTTPS://Example.COM/hook?x=1#y, -",
    "https://hooks.example.com:443/a, -",
    "https://hooks.example.com:8443/a, -",
    "https://hooks.example.com:1024/a, -",
    "https://xn--mnchen-3ya.example/a, -",
    "https://a-b.example.co.uk, -",
    "https://internal.example.com, -",
    "https://localhost.example.com, -",
    "https://1.example.com, -",
    "https://123.com, -",
    "http://example.com, HTTPS_REQUIRED",
    "http://127.0.0.1, HTTPS_REQUIRED",
    "ftp://example.com, INVALID_URL",
    "file:///etc/passwd, INVALID_URL",
    "gopher://example.com, INVALID_URL",
    "jar:https://example.com!/x, INVALID_URL",
    "//example.com/x, INVALID_URL",
    "example.com, INVALID_URL",
    "'', INVALID_URL",
    "https:example.com, INVALID_URL",
    "https:///x, INVALID_URL",
    "https://user@example.com, USER_INFO",
    "https://user:pass@example.com, USER_INFO",
    "https://@example.com, USER_INFO",
    "https://example.com@10.0.0.1, USER_INFO",
    "https://a_b@c_d/, USER_INFO",
    "https://example.com:80, PORT_NOT_ALLOWED",
    "https://example.com:22, PORT_NOT_ALLOWED",
    "https://example.com:25, PORT_NOT_ALLOWED",
    "https://example.com:0, PORT_NOT_ALLOWED",
    "https://example.com:1023, PORT_NOT_ALLOWED",
    "https://example.com:65536, PORT_NOT_ALLOWED",
    "https://example.com:6379, PORT_NOT_ALLOWED",
    "https://example.com:5432, PORT_NOT_ALLOWED",
    "https://example.com:11211, PORT_NOT_ALLOWED",
    "https://example.com:10250, PORT_NOT_ALLOWED",
    "https://localhost, LOCAL_NAME",
    "https://LOCALHOST/x, LOCAL_NAME",
    "https://a.localhost, LOCAL_NAME",
    "https://printer.local, LOCAL_NAME",
    "https://metadata.google.internal, LOCAL_NAME",
    "https://router.lan, LOCAL_NAME",
    "https://nas.home.arpa, LOCAL_NAME",
    "https://wiki.corp, LOCAL_NAME",
    "https://internal, LOCAL_NAME",
    "https://database, LOCAL_NAME",
    "https://metadata/latest, LOCAL_NAME",
    "https://localhost., INVALID_URL",
    "https://example.com., INVALID_URL",
    "https://127.0.0.1., INVALID_URL",
    "https://2130706433, INVALID_URL",
    "https://017700000001, INVALID_URL",
    "https://0x7f000001, INVALID_URL",
    "https://0x7f.0.0.1, INVALID_URL",
    "https://0177.0.0.1, INVALID_URL",
    "https://127.0.0.01, INVALID_URL",
    "https://127.1, INVALID_URL",
    "https://127.0.1, INVALID_URL",
    "https://127.0.0.0x1, INVALID_URL",
    "https://127.0.0.256, INVALID_URL",
    "https://1.2.3.4.5, INVALID_URL",
    "https://0, INVALID_URL",
    "https://example.0x7f, INVALID_URL",
    "https://[::1%25lo]/, INVALID_URL",
    "https://[fe80::1%25eth0]/, INVALID_URL",
    "https://a_b.example.com, INVALID_URL",
    "https://-a.example.com, INVALID_URL",
    "https://exa..mple.com, INVALID_URL",
    "https://例え.テスト, INVALID_URL",
    "https://①②⑦.⓪.⓪.①, INVALID_URL",
    "https://127。0。0。1, INVALID_URL",
    "https://example%2ecom, INVALID_URL",
  })
  void checkUrl_asWritten_isJudged(String url, String expected) {
    assertThat(codeOf(GUARD, url)).isEqualTo(expected);
  }

  @Test
  void checkUrl_hugeName_isRefused() {
    assertThat(codeOf(GUARD, "https://" + "a.".repeat(200_000) + "example"))
        .isEqualTo("INVALID_URL");
    assertThat(codeOf(GUARD, "https://" + "a".repeat(100_000) + ".com")).isEqualTo("INVALID_URL");
  }

  @Test
  void allowHttp_development_allowsItsUsualPort() {
    AddressGuard guard = AddressGuard.builder().allowHttp(true).build();

    assertThat(codeOf(guard, "http://example.com/hook")).isEqualTo("-");
    assertThat(codeOf(guard, "http://example.com:80/hook")).isEqualTo("-");
    assertThat(codeOf(guard, "http://example.com:443/hook")).isEqualTo("PORT_NOT_ALLOWED");
    assertThat(codeOf(guard, "http://127.0.0.1/hook")).isEqualTo("ADDRESS_NOT_ALLOWED");
  }

  @Test
  void allowNetwork_loopback_allowsThatAndNoOther() throws Exception {
    AddressGuard guard =
        AddressGuard.builder().allowNetwork("127.0.0.0/8").allowNetwork("::1").build();

    assertThat(codeOf(guard, "https://127.0.0.1:8443")).isEqualTo("-");
    assertThat(codeOf(guard, "https://[::1]:8443")).isEqualTo("-");
    assertThat(codeOf(guard, "https://localhost:8443")).isEqualTo("-");
    assertThat(codeOf(guard, "https://10.0.0.1:8443")).isEqualTo("ADDRESS_NOT_ALLOWED");
    assertThatCode(() -> guard.checkResolved(InetAddress.getByName("127.3.2.1")))
        .doesNotThrowAnyException();
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> guard.checkResolved(InetAddress.getByName("::2")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"169.254.169.254", "100.100.100.200", "fd00:ec2::254", "168.63.129.16"})
  void allowNetwork_everything_stillRefusesWhereCredentialsAre(String text) throws Exception {
    AddressGuard guard =
        AddressGuard.builder().allowNetwork("0.0.0.0/0").allowNetwork("::/0").build();

    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> guard.checkResolved(InetAddress.getByName(text)));
    assertThatCode(() -> guard.checkResolved(InetAddress.getByName("10.0.0.1")))
        .doesNotThrowAnyException();
  }

  @Test
  void allowPort_refusedByDefault_isAllowed() {
    AddressGuard guard = AddressGuard.builder().allowPort(9000).allowPort(80).build();

    assertThat(codeOf(guard, "https://example.com:9000")).isEqualTo("-");
    assertThat(codeOf(guard, "https://example.com:80")).isEqualTo("-");
    assertThat(codeOf(guard, "https://example.com:81")).isEqualTo("PORT_NOT_ALLOWED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/",
        "10.0.0.0/8/8",
        "::/129",
        "::/x",
        "localhost",
        "localhost/8",
        "10.0/8",
        "010.0.0.0/8",
        "::g/8",
        "fe80::1%lo/64",
        "1:2/8"
      })
  void allowNetwork_thatIsNone_isRefused(String cidr) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddressGuard.builder().allowNetwork(cidr));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "10.1.2.128/25, 10.1.2.128, true",
    "10.1.2.128/25, 10.1.2.127, false",
    "10.1.2.3/32, 10.1.2.3, true",
    "10.1.2.3, 10.1.2.2, false",
    "0.0.0.0/0, 255.1.2.3, true",
    "0.0.0.0/0, ::1, false",
    "fd00::/8, fd12::1, true",
    "fd00::/7, fc12::1, true",
    "fd00::/8, fc12::1, false",
    "fd00::1, fd00::1, true",
  })
  void contains_network_sharesItsLeadingBits(String cidr, String address, boolean isInside)
      throws Exception {
    assertThat(Network.of(cidr).contains(InetAddress.getByName(address).getAddress()))
        .isEqualTo(isInside);
  }
}
