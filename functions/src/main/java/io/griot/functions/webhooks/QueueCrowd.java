package io.griot.functions.webhooks;

/** Whether so many events wait that those of one receiver may keep all others back. Thread-safe. */
public interface QueueCrowd {
  /** Whether it is so; may be some time old. Never throws. */
  boolean isCrowded();
}
