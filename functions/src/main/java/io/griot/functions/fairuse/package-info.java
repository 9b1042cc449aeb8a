/** What keeps one customer from taking what all share: rates, waiting requests, uploads. */
@NullMarked
package io.griot.functions.fairuse;

import org.jspecify.annotations.NullMarked;
