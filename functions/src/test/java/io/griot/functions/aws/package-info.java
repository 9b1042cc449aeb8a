@NullMarked
package io.griot.functions.aws;

import org.jspecify.annotations.NullMarked;
