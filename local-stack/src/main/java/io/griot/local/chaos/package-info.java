/**
 * {@code ./griot chaos}: hosts, browsers and services are made to fail, in an order that a seed
 * gives, while commands and messages go on. What Griot promises is checked all the time, from the
 * phones, the process table and the tables, not from what Griot says of itself.
 */
@NullMarked
package io.griot.local.chaos;

import org.jspecify.annotations.NullMarked;
