package io.griot.sandbox.phones;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Reads the QR code in a picture, as a phone's camera does. */
final class QrPicture {
  /** The maximum size. Larger pictures are refused before they are decoded. */
  private static final int MAX_PIXELS = 12_000_000;

  private QrPicture() {}

  /**
   * The text of the picture's QR code.
   *
   * @throws IllegalArgumentException when it is no PNG or JPEG, too large, or shows no QR code
   */
  static String read(byte[] picture) {
    BufferedImage image = decode(picture);
    int width = image.getWidth();
    int height = image.getHeight();
    int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
    onWhite(pixels);
    RGBLuminanceSource source = new RGBLuminanceSource(width, height, pixels);
    try {
      return decode(source);
    } catch (ReaderException e) {
      return inverted(source);
    }
  }

  /** Decodes the inverted picture: a QR code on a dark page may be light on dark. */
  private static String inverted(RGBLuminanceSource source) {
    try {
      return decode(source.invert());
    } catch (ReaderException e) {
      throw new IllegalArgumentException("the picture shows no QR code", e);
    }
  }

  private static final Map<DecodeHintType, ?> HINTS = Map.of(DecodeHintType.TRY_HARDER, true);

  private static String decode(LuminanceSource source) throws ReaderException {
    BinaryBitmap bitmap = new BinaryBitmap(new HybridBinarizer(source));
    return new QRCodeReader().decode(bitmap, HINTS).getText();
  }

  /**
   * Makes transparent pixels white. ZXing ignores transparency, and transparent pixels are often
   * black.
   */
  private static void onWhite(int[] pixels) {
    for (int i = 0; i < pixels.length; i++) {
      if ((pixels[i] >>> 24) < 128) {
        pixels[i] = 0xffffffff;
      }
    }
  }

  private static BufferedImage decode(byte[] picture) {
    try (ImageInputStream stream =
        ImageIO.createImageInputStream(new ByteArrayInputStream(picture))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        throw new IllegalArgumentException("the picture is no PNG or JPEG");
      }
      return decode(readers.next(), stream);
    } catch (IOException e) {
      throw new IllegalArgumentException("the picture cannot be read", e);
    }
  }

  private static BufferedImage decode(ImageReader reader, ImageInputStream stream)
      throws IOException {
    try {
      reader.setInput(stream);
      if ((long) reader.getWidth(0) * reader.getHeight(0) > MAX_PIXELS) {
        throw new IllegalArgumentException("the picture has more than " + MAX_PIXELS + " pixels");
      }
      return reader.read(0);
    } finally {
      reader.dispose();
    }
  }
}
