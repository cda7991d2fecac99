package io.crmkit.file;

import io.crmkit.error.InvalidValueException;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/**
 * Makes small pictures of PNG and JPEG images. The size stands in the header and is looked at
 * first; then only as many pixels are kept as the small picture needs, so that a large image takes
 * no more memory than a small one, a JPEG of several passes aside, whose coefficients the JDK's
 * decoder keeps. Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class Thumbnails {
  private static final int LARGEST_SIDE = 2_048;

  /** A JPEG may be written in ever more passes, each of which takes as long as the first. */
  private static final int MOST_PASSES = 64;

  private final int side;
  private final long mostPixels;

  private Thumbnails(int side, long mostPixels) {
    this.side = side;
    this.mostPixels = mostPixels;
  }

  /**
   * Makes pictures whose longer side has {@code side} pixels, of images with at most {@code
   * mostPixels}.
   *
   * @throws IllegalArgumentException if the side is none from 1 to 2,048, or no pixel is allowed
   */
  public static Thumbnails of(int side, long mostPixels) {
    if (side < 1 || side > LARGEST_SIDE || mostPixels < 1) {
      throw new IllegalArgumentException("no size of a thumbnail: " + side + ", " + mostPixels);
    }
    return new Thumbnails(side, mostPixels);
  }

  /** Returns whether pictures are made of images of this type. */
  public static boolean takes(String mediaType) {
    return mediaType.equals("image/png") || mediaType.equals("image/jpeg");
  }

  /**
   * Makes the picture of an image; an image that is small already keeps its size.
   *
   * @param mediaType what the image is, as {@link FilePolicy} told
   * @throws InvalidValueException for the field {@code file} with the code {@code IMAGE_TOO_LARGE}
   *     if it has too many pixels, with {@code FILE_UNREADABLE} if it is damaged or in colours for
   *     print, and with {@code FILE_TYPE} if it is of another type
   * @throws IOException if the content cannot be read
   */
  public Thumbnail make(FileContent content, String mediaType) throws IOException {
    if (!takes(mediaType)) {
      throw refused("FILE_TYPE", "no pictures are made of " + mediaType);
    }
    WatchedContent watched = new WatchedContent(content);
    try {
      return decode(watched, mediaType.equals("image/png") ? "png" : "jpeg");
    } catch (IOException | RuntimeException e) {
      watched.rethrow();
      if (e instanceof InvalidValueException refusal) {
        throw refusal;
      }
      throw refused("FILE_UNREADABLE", "the image cannot be read");
    }
  }

  private static InvalidValueException refused(String code, String message) {
    return InvalidValueException.of("file", code, message);
  }

  private Thumbnail decode(FileContent content, String format) throws IOException {
    int turn = format.equals("jpeg") ? Orientation.read(content) : Orientation.UPRIGHT;
    BufferedImage read = read(content, format);
    BufferedImage small = draw(read, turn);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (!ImageIO.write(small, format, bytes)) {
      throw new IOException("no such picture can be written");
    }
    return new Thumbnail(
        "image/" + format, new PixelSize(small.getWidth(), small.getHeight()), bytes.toByteArray());
  }

  private BufferedImage read(FileContent content, String format) throws IOException {
    ImageReader reader = ImageHeaders.reader(format);
    try (ContentImageStream in = new ContentImageStream(content)) {
      reader.setInput(in, true, true);
      PixelSize size = new PixelSize(reader.getWidth(0), reader.getHeight(0));
      if (size.pixels() > mostPixels) {
        throw refused("IMAGE_TOO_LARGE", "an image has at most " + mostPixels + " pixels");
      }
      // twice as many as needed, so that what is drawn from them looks smooth
      int step = Math.max(1, Math.max(size.width(), size.height()) / (2 * side));
      ImageReadParam param = reader.getDefaultReadParam();
      param.setSourceSubsampling(Math.min(step, size.width()), Math.min(step, size.height()), 0, 0);
      param.setSourceProgressivePasses(0, MOST_PASSES);
      return reader.read(0, param);
    } finally {
      reader.dispose();
    }
  }

  private BufferedImage draw(BufferedImage image, int turn) {
    double scale = Math.min(1, (double) side / Math.max(image.getWidth(), image.getHeight()));
    int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
    int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
    boolean isOnSide = Orientation.isOnSide(turn);
    BufferedImage small =
        new BufferedImage(
            isOnSide ? height : width,
            isOnSide ? width : height,
            image.getColorModel().hasAlpha()
                ? BufferedImage.TYPE_INT_ARGB
                : BufferedImage.TYPE_INT_RGB);
    AffineTransform transform = Orientation.transform(turn, width, height);
    transform.scale((double) width / image.getWidth(), (double) height / image.getHeight());
    Graphics2D graphics = small.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(image, transform, null);
    graphics.dispose();
    return small;
  }
}
