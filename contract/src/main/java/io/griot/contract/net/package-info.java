/** Where addresses that customers give may lead. */
@NullMarked
package io.griot.contract.net;

import org.jspecify.annotations.NullMarked;
