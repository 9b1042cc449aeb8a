@NullMarked
package io.griot.functions.docs;

import org.jspecify.annotations.NullMarked;
