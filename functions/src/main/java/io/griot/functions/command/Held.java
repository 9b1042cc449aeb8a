package io.griot.functions.command;

import io.griot.contract.HeldBecause;
import java.time.Instant;

/** Until when a command is held at least, and why. */
public record Held(Instant until, HeldBecause because) {}
