package io.griot.sandbox.phones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class QrPictureTest {
  private static final String TEXT =
      "2@" + "Zm9vYmFyYmF6".repeat(6) + ",a2V5MQ==,a2V5Mg==,c2VjcmV0,1";

  @Test
  void readsDarkOnLight() throws Exception {
    assertThat(QrPicture.read(png(0xff000000, 0xffffffff))).isEqualTo(TEXT);
  }

  @Test
  void readsLightOnDark() throws Exception {
    assertThat(QrPicture.read(png(0xffffffff, 0xff000000))).isEqualTo(TEXT);
  }

  @Test
  void readsOnNoBackground() throws Exception {
    assertThat(QrPicture.read(png(0xff000000, 0x00000000))).isEqualTo(TEXT);
  }

  @Test
  void saysWhenThereIsNoCodeOrNoPicture() {
    assertThatThrownBy(() -> QrPicture.read(png(0xffffffff, 0xffffffff)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the picture shows no QR code");
    assertThatThrownBy(() -> QrPicture.read(new byte[] {1, 2, 3}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the picture is no PNG or JPEG");
  }

  @Test
  void refusesAPictureThatIsTooLargeToUnpack() {
    assertThatThrownBy(() ->
            QrPicture.read(write(new BufferedImage(6000, 6000, BufferedImage.TYPE_BYTE_BINARY))))
        .hasMessageContaining("pixels");
  }

  private static byte[] png(int dark, int light) throws IOException, WriterException {
    BitMatrix code = new QRCodeWriter().encode(TEXT, BarcodeFormat.QR_CODE, 300, 300);
    BufferedImage image = new BufferedImage(300, 300, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < 300; y++) {
      for (int x = 0; x < 300; x++) {
        image.setRGB(x, y, code.get(x, y) ? dark : light);
      }
    }
    return write(image);
  }

  private static byte[] write(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }
}
