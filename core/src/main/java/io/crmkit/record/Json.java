package io.crmkit.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerationException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.CharArrayWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * JSON to and from plain values: {@link String}, {@link Long}, {@link BigDecimal}, {@link Boolean},
 * null, {@link List}, {@link Map} in the order written; {@link Event.Change} is only written.
 * Strict: a repeated key, a character that no storage keeps, or anything behind the document is
 * refused. Thread-safe.
 */
public final class Json {
  private static final int MOST_DIGITS = 400;

  private static final JsonFactory FACTORY = factory(true);
  private static final JsonFactory FOREIGN = factory(false);

  private static JsonFactory factory(boolean isStrict) {
    return JsonFactory.builder()
        .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, isStrict)
        .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(100)
                .maxNumberLength(200)
                .maxStringLength(20_000_000)
                .build())
        .build();
  }

  private Json() {}

  /**
   * Reads a document.
   *
   * @throws ValueFormatException with code {@code MALFORMED_JSON}
   */
  public static @Nullable Object read(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      return document(parser, TextType::checked);
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  /**
   * Reads a document in UTF-8.
   *
   * @throws ValueFormatException with code {@code MALFORMED_JSON}
   */
  public static @Nullable Object read(byte[] utf8) {
    try (JsonParser parser = FACTORY.createParser(utf8)) {
      return document(parser, TextType::checked);
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  /**
   * Reads a document in UTF-8 that another party wrote and nobody here can send back: the last of
   * repeated keys counts, and a character that no storage keeps becomes U+FFFD.
   *
   * @throws ValueFormatException with code {@code MALFORMED_JSON}
   */
  public static @Nullable Object readForeign(byte[] utf8) {
    try (JsonParser parser = FOREIGN.createParser(utf8)) {
      return document(parser, TextType::mended);
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  /** Writes a plain value. */
  public static String write(@Nullable Object plain) {
    CharArrayWriter writer = new CharArrayWriter(256);
    write(plain, writer);
    return writer.toString();
  }

  /** Writes a plain value in UTF-8. */
  public static byte[] writeUtf8(@Nullable Object plain) {
    try (ByteArrayBuilder bytes = new ByteArrayBuilder(1_024);
        JsonGenerator generator = FACTORY.createGenerator(bytes)) {
      value(generator, plain);
      generator.flush();
      return bytes.toByteArray();
    } catch (JsonGenerationException e) {
      return write(plain).getBytes(StandardCharsets.UTF_8); // half a surrogate pair becomes a ?
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a plain value to {@code writer}, which stays open. */
  public static void write(@Nullable Object plain, Writer writer) {
    try (JsonGenerator generator = FACTORY.createGenerator(writer)) {
      generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      generator.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
      value(generator, plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ValueFormatException malformed(IOException e) {
    String where =
        e instanceof JsonProcessingException json && json.getLocation() != null
            ? " at line "
                + json.getLocation().getLineNr()
                + ", column "
                + json.getLocation().getColumnNr()
            : "";
    return new ValueFormatException("MALFORMED_JSON", "is no valid JSON" + where);
  }

  private static @Nullable Object document(JsonParser parser, UnaryOperator<String> text)
      throws IOException {
    if (parser.nextToken() == null) {
      throw new ValueFormatException("MALFORMED_JSON", "is empty");
    }
    Object value = value(parser, text);
    if (parser.nextToken() != null) {
      throw new ValueFormatException("MALFORMED_JSON", "has something behind its end");
    }
    return value;
  }

  private static @Nullable Object value(JsonParser parser, UnaryOperator<String> text)
      throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = text.apply(parser.currentName());
          parser.nextToken();
          map.put(name, value(parser, text));
        }
        yield map;
      }
      case START_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(parser, text));
        }
        yield list;
      }
      case VALUE_STRING -> text.apply(parser.getText());
      case VALUE_NUMBER_INT ->
          parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? (Object) new BigDecimal(parser.getBigIntegerValue())
              : (Object) parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> bounded(parser.getDecimalValue());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new ValueFormatException("MALFORMED_JSON", "is no valid JSON");
    };
  }

  /** Refuses what would be written as thousands of digits; no double has such an exponent. */
  private static BigDecimal bounded(BigDecimal number) {
    if (Math.abs((long) number.scale()) > MOST_DIGITS) {
      throw new ValueFormatException("MALFORMED_JSON", "holds a number that is out of range");
    }
    return number;
  }

  private static void value(JsonGenerator generator, @Nullable Object plain) throws IOException {
    if (plain instanceof String text) {
      generator.writeString(text);
    } else if (plain == null) {
      generator.writeNull();
    } else if (plain instanceof Boolean flag) {
      generator.writeBoolean(flag);
    } else if (plain instanceof Long || plain instanceof Integer) {
      generator.writeNumber(((Number) plain).longValue());
    } else if (plain instanceof BigDecimal decimal) {
      generator.writeNumber(decimal);
    } else if (plain instanceof BigInteger integer) {
      generator.writeNumber(integer);
    } else if (plain instanceof Map<?, ?> map) {
      generator.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        generator.writeFieldName((String) entry.getKey());
        value(generator, entry.getValue());
      }
      generator.writeEndObject();
    } else if (plain instanceof Event.Change change) {
      generator.writeStartObject();
      generator.writeFieldName("from");
      value(generator, change.from());
      generator.writeFieldName("to");
      value(generator, change.to());
      generator.writeEndObject();
    } else if (plain instanceof Collection<?> list) {
      generator.writeStartArray();
      for (Object element : list) {
        value(generator, element);
      }
      generator.writeEndArray();
    } else {
      throw new IllegalArgumentException("not a plain value: " + plain.getClass().getName());
    }
  }
}
