@NullMarked
package io.griot.functions.customers;

import org.jspecify.annotations.NullMarked;
