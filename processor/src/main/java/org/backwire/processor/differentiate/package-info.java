/** From a function to its derivative: what is active, forward mode, reverse mode, and what is remembered in between. */
@NullMarked
package org.backwire.processor.differentiate;

import org.jspecify.annotations.NullMarked;
