/** Times the problems, all ways to their gradients, and prints and draws what comes out. */
@NullMarked
package org.backwire.benchmark.measure;

import org.jspecify.annotations.NullMarked;
