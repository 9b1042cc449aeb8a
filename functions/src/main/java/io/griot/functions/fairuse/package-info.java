/** Fair use: limits that keep one customer from taking what all share. */
@NullMarked
package io.griot.functions.fairuse;

import org.jspecify.annotations.NullMarked;
