/** The annotation processor: rounds, checks and messages. It wires the stops of the road together. */
@NullMarked
package org.backwire.processor;

import org.jspecify.annotations.NullMarked;
