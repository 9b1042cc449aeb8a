package io.griot.functions.session;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;

/**
 * A QR code as a picture, drawn like in the original API: error correction M, five pixels per
 * module, a margin of four modules.
 */
final class QrImage {
  private static final int MODULE_PIXELS = 5;
  private static final int MARGIN_MODULES = 4;

  private QrImage() {}

  static byte[] png(String text) {
    ByteMatrix modules;
    try {
      modules = Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
    } catch (WriterException e) {
      throw new IllegalStateException("a QR text that fits no QR code", e);
    }
    int side = (modules.getWidth() + 2 * MARGIN_MODULES) * MODULE_PIXELS;
    return Png.blackAndWhite(side, (x, y) -> dark(modules, module(x), module(y)));
  }

  private static int module(int pixel) {
    return pixel / MODULE_PIXELS - MARGIN_MODULES;
  }

  private static boolean dark(ByteMatrix modules, int x, int y) {
    return x >= 0
        && y >= 0
        && x < modules.getWidth()
        && y < modules.getHeight()
        && modules.get(x, y) == 1;
  }
}
