package io.griot.sandbox.phones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.griot.sandbox.Pictures;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class QrPictureTest {
  private static final String TEXT =
      "2@" + "Zm9vYmFyYmF6".repeat(6) + ",a2V5MQ==,a2V5Mg==,c2VjcmV0,1";

  @Test
  void readsDarkOnLight() throws Exception {
    assertThat(QrPicture.read(Pictures.qrCode(TEXT, 0xff000000, 0xffffffff))).isEqualTo(TEXT);
  }

  @Test
  void readsLightOnDark() throws Exception {
    assertThat(QrPicture.read(Pictures.qrCode(TEXT, 0xffffffff, 0xff000000))).isEqualTo(TEXT);
  }

  @Test
  void readsOnNoBackground() throws Exception {
    assertThat(QrPicture.read(Pictures.qrCode(TEXT, 0xff000000, 0x00000000))).isEqualTo(TEXT);
  }

  @Test
  void saysWhenThereIsNoCodeOrNoPicture() {
    assertThatThrownBy(() -> QrPicture.read(Pictures.qrCode(TEXT, 0xffffffff, 0xffffffff)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the picture shows no QR code");
    assertThatThrownBy(() -> QrPicture.read(new byte[] {1, 2, 3}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the picture is no PNG or JPEG");
  }

  @Test
  void refusesAPictureThatIsTooLargeToUnpack() {
    assertThatThrownBy(() ->
            QrPicture.read(
                Pictures.bytes(
                    new BufferedImage(6000, 6000, BufferedImage.TYPE_BYTE_BINARY), "png")))
        .hasMessageContaining("pixels");
  }
}
