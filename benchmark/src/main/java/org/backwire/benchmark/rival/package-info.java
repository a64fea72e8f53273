/** The other ways to a gradient, and what they need: one file each. */
@NullMarked
package org.backwire.benchmark.rival;

import org.jspecify.annotations.NullMarked;
