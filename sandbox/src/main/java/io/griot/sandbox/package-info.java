/**
 * The sandbox: a simulated WhatsApp that an unmodified wa-js drives like the real one, and its
 * phones. {@link io.griot.sandbox.SandboxServer} starts it.
 *
 * <p>It cannot prove that WhatsApp itself delivers.
 */
@NullMarked
package io.griot.sandbox;

import org.jspecify.annotations.NullMarked;
