package io.griot.functions.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.LuminanceSource;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class QrImageTest {
  private static final String TEXT =
      "2@3q9nBv0z1h5Yt2,7mXw0cJ8bq1rPz5KkTn4vYd2sLg6uHe9iAo3fWxQ=,"
          + "aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0uV1wX2yZ3aB4c=,Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4MTI=,1";

  @Test
  void drawsACodeThatOthersCanRead() throws Exception {
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(QrImage.png(TEXT)));
    int side = picture.getWidth();
    LuminanceSource light =
        new RGBLuminanceSource(side, side, picture.getRGB(0, 0, side, side, null, 0, side));

    assertThat(
            new QRCodeReader()
                .decode(new BinaryBitmap(new GlobalHistogramBinarizer(light)))
                .getText())
        .isEqualTo(TEXT);
  }

  @Test
  void leavesAMarginOfFourModulesOfFivePixels() throws Exception {
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(QrImage.png(TEXT)));

    assertThat(picture.getRGB(19, 19)).isEqualTo(0xffffffff);
    assertThat(picture.getRGB(20, 20)).isEqualTo(0xff000000);
    assertThat((picture.getWidth() / 5 - 8 - 17) % 4).isZero();
  }
}
