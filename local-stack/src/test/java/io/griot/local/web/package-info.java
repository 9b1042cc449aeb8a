/** Griot's own pages in a real browser. */
@NullMarked
package io.griot.local.web;

import org.jspecify.annotations.NullMarked;
