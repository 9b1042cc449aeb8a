/** The AWS clients and what reads and writes their items. */
@NullMarked
package io.griot.functions.aws;

import org.jspecify.annotations.NullMarked;
