package io.crmkit.record;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text of bounded length and a given form. Stripped at both ends; an empty one counts as absent.
 */
final class TextType extends ValueType<String> {
  /** The local part as people have it (RFC 5321 dot-atom), a host of at least two labels. */
  private static final Pattern EMAIL =
      Pattern.compile(
          "[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+(\\.[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+)*"
              + "@([\\p{L}\\p{N}]([\\p{L}\\p{N}-]*[\\p{L}\\p{N}])?\\.)+[\\p{L}\\p{N}][\\p{L}\\p{N}-]*[\\p{L}\\p{N}]");

  private static final Pattern DOMAIN =
      Pattern.compile(
          "([\\p{L}\\p{N}]([\\p{L}\\p{N}-]*[\\p{L}\\p{N}])?\\.)+[\\p{L}\\p{N}-]*[\\p{L}\\p{N}]");
  private static final Pattern SLUG = Pattern.compile("[a-z0-9-]+");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]+");
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
  private static final Pattern CRON = Pattern.compile("\\S+( \\S+){4}");

  private final int maxLength;
  private final TextFormat format;

  TextType(int maxLength, TextFormat format) {
    super(Kind.TEXT, String.class);
    this.maxLength = Math.min(maxLength, longest(format));
    this.format = format;
  }

  /** Bounds what a pattern has to look through (RFC 5321, section 4.5.3.1; RFC 1035, 2.3.4). */
  private static int longest(TextFormat format) {
    return switch (format) {
      case EMAIL -> 254;
      case DOMAIN -> 253;
      default -> Integer.MAX_VALUE;
    };
  }

  @Override
  public int maxLength() {
    return maxLength;
  }

  @Override
  public TextFormat format() {
    return format;
  }

  @Override
  public List<Form> forms() {
    return List.of(Form.TEXT);
  }

  @Override
  public void encode(String value, @Nullable Object[] parts, int at) {
    parts[at] = value;
  }

  @Override
  public @Nullable String decode(@Nullable Object[] parts, int at) {
    return (String) parts[at];
  }

  @Override
  public Object toPlain(String value) {
    if (format == TextFormat.JSON) {
      Object plain = Json.read(value);
      return plain == null ? "" : plain;
    }
    return value;
  }

  @Override
  public String fromPlain(Object plain) {
    if (format == TextFormat.JSON) {
      return Json.write(plain);
    }
    if (plain instanceof String text) {
      return text;
    }
    throw new ValueFormatException("INVALID_TYPE", "must be text");
  }

  @Override
  public String parse(String text) {
    return text;
  }

  @Override
  public String print(String value) {
    return value;
  }

  @Override
  public int compare(String a, String b) {
    return compareByCodePoint(a, b);
  }

  /** Orders as UTF-8 bytes do, which {@link String#compareTo} does not beyond U+FFFF. */
  static int compareByCodePoint(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char left = a.charAt(i);
      char right = b.charAt(i);
      if (left != right) {
        boolean bothPlain = !Character.isSurrogate(left) && !Character.isSurrogate(right);
        return bothPlain
            ? Character.compare(left, right)
            : Integer.compare(rank(left), rank(right));
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  private static int rank(char c) {
    return Character.isSurrogate(c) ? c + 0x10000 : c;
  }

  /** Refuses what not every storage keeps: NUL, and halves of surrogate pairs. */
  static String checked(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw new ValueFormatException("INVALID_CHARACTER", "holds a NUL character");
      }
      if (Character.isSurrogate(c)) {
        boolean isPair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!isPair) {
          throw new ValueFormatException("INVALID_CHARACTER", "holds half of a surrogate pair");
        }
        i++;
      }
    }
    return text;
  }

  /** Puts U+FFFD for each character that {@link #checked} refuses. */
  static String mended(String text) {
    try {
      return checked(text);
    } catch (ValueFormatException e) {
      return text.codePoints()
          .map(
              c ->
                  c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                      ? 0xFFFD
                      : c)
          .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
          .toString();
    }
  }

  @Override
  public @Nullable String normalize(String value) {
    String text = checked(value.strip());
    if (text.isEmpty()) {
      return null;
    }
    checkLength(text);
    String formed = formed(text);
    checkLength(formed); // a number of a JSON document may be written longer than it was
    return formed;
  }

  private void checkLength(String text) {
    int length =
        format == TextFormat.JSON
            ? text.getBytes(StandardCharsets.UTF_8).length
            : text.codePointCount(0, text.length());
    if (length > maxLength) {
      throw new ValueFormatException("TOO_LONG", "is longer than " + maxLength + " characters");
    }
  }

  private String formed(String text) {
    return switch (format) {
      case PLAIN -> text;
      case EMAIL ->
          matching(
              EMAIL, text.toLowerCase(Locale.ROOT), "INVALID_EMAIL", "is not an e-mail address");
      case DOMAIN ->
          matching(DOMAIN, text.toLowerCase(Locale.ROOT), "INVALID_DOMAIN", "is not a host name");
      case SLUG ->
          matching(
              SLUG, text, "INVALID_SLUG", "may hold lower-case letters, digits and hyphens only");
      case HASH -> matching(HASH, text, "INVALID_HASH", "is not a lower-case hexadecimal digest");
      case CRON -> matching(CRON, text, "INVALID_CRON", "is not a schedule of five fields");
      case PHONE -> phone(text);
      case URL -> url(text);
      case JSON -> Json.write(Json.read(text));
    };
  }

  private static String matching(Pattern pattern, String text, String code, String message) {
    if (!pattern.matcher(text).matches()) {
      throw new ValueFormatException(code, message);
    }
    return text;
  }

  private static String phone(String text) {
    if (E164.matcher(text).matches() || text.length() > 40) {
      return text;
    }
    try {
      PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
      var number = phones.parse(text.startsWith("00") ? "+" + text.substring(2) : text, null);
      return phones.isValidNumber(number) && number.getExtension().isEmpty()
          ? phones.format(number, PhoneNumberFormat.E164)
          : text;
    } catch (NumberParseException e) {
      return text; // a number without its country stays as typed
    }
  }

  private static String url(String text) {
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme();
      boolean isHttp = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
      if (isHttp && uri.getHost() != null) {
        return text;
      }
    } catch (URISyntaxException e) {
      throw new ValueFormatException("INVALID_URL", "is not an absolute http or https address");
    }
    throw new ValueFormatException("INVALID_URL", "is not an absolute http or https address");
  }
}
