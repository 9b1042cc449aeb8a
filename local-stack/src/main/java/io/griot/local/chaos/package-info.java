/**
 * {@code ./griot chaos}: makes hosts, browsers and services fail, in an order determined by a seed,
 * while commands and messages continue. It checks Griot's promises all the time: on the phones, in
 * the process table and in the tables, not by what Griot reports of itself.
 */
@NullMarked
package io.griot.local.chaos;

import org.jspecify.annotations.NullMarked;
