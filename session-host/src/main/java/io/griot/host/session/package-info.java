/**
 * The sessions of this host: reconciling them with the table, and each session's life cycle,
 * browser and wiring.
 */
@NullMarked
package io.griot.host.session;

import org.jspecify.annotations.NullMarked;
