/** Fair use: limits that keep a customer from using up shared resources. */
@NullMarked
package io.griot.functions.fairuse;

import org.jspecify.annotations.NullMarked;
