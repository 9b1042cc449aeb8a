package io.griot.sandbox;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Makes pictures for tests. */
public final class Pictures {
  private static final int SIDE = 300;
  private static final int BLACK = 0xff000000;
  private static final int WHITE = 0xffffffff;

  private Pictures() {}

  /** A QR code as WhatsApp's page shows it. */
  public static byte[] qrCode(String text) throws WriterException, IOException {
    return qrCode(text, BLACK, WHITE);
  }

  /** A QR code in other colours, as ARGB. */
  public static byte[] qrCode(String text, int dark, int light)
      throws WriterException, IOException {
    BitMatrix code = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, SIDE, SIDE);
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        image.setRGB(x, y, code.get(x, y) ? dark : light);
      }
    }
    return bytes(image, "png");
  }

  /** The picture as a file. */
  public static byte[] bytes(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (!ImageIO.write(image, format, bytes)) {
      throw new IllegalArgumentException("no " + format + " can be made of this image");
    }
    return bytes.toByteArray();
  }
}
