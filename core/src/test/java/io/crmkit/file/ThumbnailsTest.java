package io.crmkit.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crmkit.error.InvalidValueException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ThumbnailsTest {
  private static final int RED = 0xff0000;
  private static final int BLUE = 0x0000ff;

  private final Thumbnails thumbnails = Thumbnails.of(100, 10_000_000);

  private Thumbnail make(String format, byte[] bytes) throws IOException {
    return thumbnails.make(SampleFiles.content(bytes), "image/" + format);
  }

  private static BufferedImage picture(Thumbnail thumbnail) throws IOException {
    return ImageIO.read(thumbnail.open());
  }

  private static boolean isNear(int pixel, int color) {
    boolean isNear = true;
    for (int shift = 0; shift <= 16; shift += 8) {
      isNear &= Math.abs((pixel >> shift & 0xff) - (color >> shift & 0xff)) < 60;
    }
    return isNear;
  }

  private String refusal(String format, byte[] bytes) {
    return catchThrowableOfType(InvalidValueException.class, () -> make(format, bytes))
        .errors()
        .get(0)
        .code();
  }

  @ParameterizedTest
  @CsvSource({
    "png, 800, 400, 100, 50",
    "jpeg, 400, 800, 50, 100",
    "png, 3000, 10, 100, 1",
    "jpeg, 1, 900, 1, 100",
    "png, 60, 40, 60, 40",
    "png, 101, 101, 100, 100",
    "jpeg, 1, 1, 1, 1"
  })
  void make_anySize_isFittedIn(String format, int width, int height, int small, int low)
      throws Exception {
    Thumbnail made = make(format, SampleFiles.image(format, width, height));

    assertThat(made.size()).isEqualTo(new PixelSize(small, low));
    assertThat(made.mediaType()).isEqualTo("image/" + format);
    assertThat(picture(made).getWidth()).isEqualTo(small);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg"})
  void make_halves_staysWhereTheyAre(String format) throws Exception {
    BufferedImage made = picture(make(format, SampleFiles.image(format, 900, 500)));

    assertThat(isNear(made.getRGB(10, 20), RED)).isTrue();
    assertThat(isNear(made.getRGB(90, 20), BLUE)).isTrue();
  }

  @Test
  void make_transparent_staysTransparent() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(300, 200, BufferedImage.TYPE_INT_ARGB), "png", bytes);

    assertThat(picture(make("png", bytes.toByteArray())).getRGB(5, 5) >>> 24).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 100, 50, 10, 25, 90, 25",
    "2, 100, 50, 90, 25, 10, 25",
    "3, 100, 50, 90, 25, 10, 25",
    "4, 100, 50, 10, 25, 90, 25",
    "5, 50, 100, 25, 10, 25, 90",
    "6, 50, 100, 25, 10, 25, 90",
    "7, 50, 100, 25, 90, 25, 10",
    "8, 50, 100, 25, 90, 25, 10",
    "9, 100, 50, 10, 25, 90, 25"
  })
  void make_turnedCamera_standsUpright(
      int turn, int width, int height, int redX, int redY, int blueX, int blueY) throws Exception {
    Thumbnail made = make("jpeg", turned(SampleFiles.image("jpeg", 400, 200), turn));

    assertThat(made.size()).isEqualTo(new PixelSize(width, height));
    assertThat(isNear(picture(made).getRGB(redX, redY), RED)).isTrue();
    assertThat(isNear(picture(made).getRGB(blueX, blueY), BLUE)).isTrue();
  }

  /** Puts what a camera tells of its position, and a place, in front of an image. */
  private static byte[] turned(byte[] jpeg, int turn) {
    byte[] place = "14.69N 17.44W".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer exif = ByteBuffer.allocate(4 + 6 + 8 + 2 + 12 + 4 + place.length);
    exif.putShort((short) 0xffe1).putShort((short) (exif.capacity() - 2));
    exif.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
    exif.order(ByteOrder.LITTLE_ENDIAN).put((byte) 'I').put((byte) 'I').putShort((short) 42);
    exif.putInt(8).putShort((short) 1);
    exif.putShort((short) 0x0112).putShort((short) 3).putInt(1).putInt(turn).putInt(0).put(place);
    byte[] whole = Arrays.copyOf(jpeg, jpeg.length + exif.capacity());
    System.arraycopy(exif.array(), 0, whole, 2, exif.capacity());
    System.arraycopy(jpeg, 2, whole, 2 + exif.capacity(), jpeg.length - 2);
    return whole;
  }

  @Test
  void make_photo_forgetsWhereItWasTaken() throws Exception {
    Thumbnail made = make("jpeg", turned(SampleFiles.image("jpeg", 400, 200), 6));

    try (InputStream in = made.open()) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1))
          .doesNotContain("Exif", "17.44W");
    }
  }

  @Test
  void make_manyPixels_isRefusedByTheHeader() throws Exception {
    assertThat(refusal("png", SampleFiles.hugePng(10_000, 10_000))).isEqualTo("IMAGE_TOO_LARGE");
    assertThat(refusal("png", SampleFiles.hugePng(Integer.MAX_VALUE, Integer.MAX_VALUE)))
        .isIn("IMAGE_TOO_LARGE", "FILE_UNREADABLE");
  }

  @Test
  void make_damaged_isRefusedOrMadeButNeverFails() throws Exception {
    for (String format : new String[] {"png", "jpeg"}) {
      byte[] whole = SampleFiles.image(format, 40, 30);
      for (int i = 0; i < whole.length; i += 3) {
        byte[] changed = whole.clone();
        changed[i] ^= 0x55;
        for (byte[] each : new byte[][] {Arrays.copyOf(whole, i), changed}) {
          try {
            make(format, each);
          } catch (InvalidValueException e) {
            assertThat(e.errors().get(0).code()).isIn("FILE_UNREADABLE", "IMAGE_TOO_LARGE");
          }
        }
      }
    }
  }

  @Test
  void make_otherType_isRefused() {
    assertThat(refusal("gif", new byte[10])).isEqualTo("FILE_TYPE");
    assertThat(refusal("jpeg", "no image".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo("FILE_UNREADABLE");
  }

  @Test
  void make_contentCannotBeRead_isNotTheImagesFault() {
    FileContent gone =
        new FileContent() {
          @Override
          public long size() {
            return 10;
          }

          @Override
          public InputStream open(long offset, long length) throws IOException {
            throw new IOException("the disk is gone");
          }
        };

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> thumbnails.make(gone, "image/png"))
        .withMessage("the disk is gone");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 2_049})
  void of_sideOutOfBounds_isAMistake(int side) {
    assertThatIllegalArgumentException().isThrownBy(() -> Thumbnails.of(side, 1));
  }
}
