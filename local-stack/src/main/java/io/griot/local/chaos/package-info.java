/** Faults on purpose: shows that hosts, browsers, the API and AWS may fail. */
@NullMarked
package io.griot.local.chaos;

import org.jspecify.annotations.NullMarked;
