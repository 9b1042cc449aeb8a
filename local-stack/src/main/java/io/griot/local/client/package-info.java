/** Clients of the API and of the simulated phones, over HTTP. */
@NullMarked
package io.griot.local.client;

import org.jspecify.annotations.NullMarked;
