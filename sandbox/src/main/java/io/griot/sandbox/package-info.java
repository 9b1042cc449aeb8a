/**
 * The sandbox: a simulated WhatsApp that an unmodified wa-js drives as the real one, and the phones
 * around it. {@link io.griot.sandbox.SandboxServer} is where it starts.
 *
 * <p>It cannot prove that WhatsApp itself delivers.
 */
@NullMarked
package io.griot.sandbox;

import org.jspecify.annotations.NullMarked;
