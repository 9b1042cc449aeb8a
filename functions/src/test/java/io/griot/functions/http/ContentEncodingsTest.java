package io.griot.functions.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.griot.contract.FailureCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentEncodingsTest {
  private static final String JSON = "{\"a\":\"é\"}";

  /** {@link #JSON}, by Node.js' Brotli: nothing here can write it. */
  private static final byte[] BROTLI = Base64.getDecoder().decode("iwSAeyJhIjoiw6kifQM=");

  /** 64 MiB of spaces, likewise. */
  private static final byte[] BROTLI_BOMB =
      Base64.getDecoder()
          .decode(
              "y///P/glQOKxQCD3/o///3/wSwDEYRGA7v0f////4JcAiMMCAN37P/7//8EvARCHBQC693/8//+DXwIg"
                  + "DgsAdO//+P//B78EQBwWAOje//H//w9+CYA4LADQvf/L//8//BIAcVgAoHv/Bw==");

  private static final int LIMIT = 100_000;

  @Test
  void readsEachEncoding() throws IOException {
    assertThat(decode(gzip(JSON.getBytes(UTF_8)), "gzip")).isEqualTo(JSON);
    assertThat(decode(gzip(JSON.getBytes(UTF_8)), "X-GZIP")).isEqualTo(JSON);
    assertThat(decode(deflate(JSON.getBytes(UTF_8), false), "deflate")).isEqualTo(JSON);
    assertThat(decode(BROTLI, "br")).isEqualTo(JSON);
    assertThat(decode(JSON.getBytes(UTF_8), "identity")).isEqualTo(JSON);
  }

  @Test
  void readsDeflateWithoutItsFirstTwoBytes() throws IOException {
    assertThat(decode(deflate(JSON.getBytes(UTF_8), true), "deflate")).isEqualTo(JSON);
  }

  @Test
  void undoesSeveralInTheirOrder() throws IOException {
    assertThat(decode(gzip(deflate(JSON.getBytes(UTF_8), false)), "deflate, gzip")).isEqualTo(JSON);
    assertThat(decode(gzip(BROTLI), "br,identity , gzip")).isEqualTo(JSON);
    assertRefused(gzip(BROTLI), "gzip, br", FailureCode.MALFORMED_JSON);
  }

  @Test
  void takesNoBodyForNone() {
    assertThat(decode(new byte[0], "gzip")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"zstd", "compress", "gzip, aws-chunked", "gzip,gzip,gzip,gzip"})
  void refusesWhatItCannotRead(String header) {
    assertRefused(BROTLI, header, FailureCode.UNSUPPORTED_MEDIA_TYPE);
  }

  @ParameterizedTest
  @CsvSource({"gzip", "deflate", "br"})
  void refusesABodyThatIsNotInIt(String header) throws IOException {
    assertRefused(JSON.getBytes(UTF_8), header, FailureCode.MALFORMED_JSON);
    assertRefused(new byte[] {1}, header, FailureCode.MALFORMED_JSON);
  }

  @Test
  void refusesABodyThatEndsTooSoon() throws IOException {
    byte[] noise = new byte[4000];
    new Random(1).nextBytes(noise);
    byte[] gzip = gzip(noise);
    byte[] deflate = deflate(noise, false);

    assertRefused(Arrays.copyOf(gzip, gzip.length / 2), "gzip", FailureCode.MALFORMED_JSON);
    assertRefused(
        Arrays.copyOf(deflate, deflate.length / 2), "deflate", FailureCode.MALFORMED_JSON);
    assertRefused(Arrays.copyOf(BROTLI, 6), "br", FailureCode.MALFORMED_JSON);
  }

  @Test
  void stopsReadingABombAtTheLimit() throws IOException {
    byte[] zeros = new byte[64 << 20];
    byte[] twice = gzip(gzip(zeros));
    assertThat(twice).hasSizeLessThan(10_000);

    assertRefused(gzip(zeros), "gzip", FailureCode.BODY_TOO_LARGE);
    assertRefused(twice, "gzip, gzip", FailureCode.BODY_TOO_LARGE);
    assertRefused(deflate(zeros, true), "deflate", FailureCode.BODY_TOO_LARGE);
    assertRefused(BROTLI_BOMB, "br", FailureCode.BODY_TOO_LARGE);
  }

  @Test
  void takesABodyOfTheLimitAndNoByteMore() throws IOException {
    assertThat(decode(gzip(new byte[LIMIT]), "gzip")).hasSize(LIMIT);
    assertRefused(gzip(new byte[LIMIT + 1]), "gzip", FailureCode.BODY_TOO_LARGE);
  }

  private static String decode(byte[] body, String header) {
    return new String(ContentEncodings.decode(body, header, LIMIT), UTF_8);
  }

  private static void assertRefused(byte[] body, String header, FailureCode code) {
    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> decode(body, header))
        .extracting(ApiFailure::code)
        .isEqualTo(code);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(bytes);
    }
    return compressed.toByteArray();
  }

  private static byte[] deflate(byte[] bytes, boolean raw) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, raw);
    try (OutputStream deflate = new DeflaterOutputStream(compressed, deflater)) {
      deflate.write(bytes);
    } finally {
      deflater.end();
    }
    return compressed.toByteArray();
  }
}
