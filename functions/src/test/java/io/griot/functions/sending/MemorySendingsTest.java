package io.griot.functions.sending;

class MemorySendingsTest extends SendingsContract {
  private final Sendings sendings = new MemorySendings();

  @Override
  protected Sendings sendings() {
    return sendings;
  }
}
