/** Passes from graph to graph that keep the meaning: folding, common subexpressions, dead code, recognised gates. */
@NullMarked
package org.backwire.processor.simplify;

import org.jspecify.annotations.NullMarked;
