/** What is differentiated, one file each. */
@NullMarked
package org.backwire.benchmark.problem;

import org.jspecify.annotations.NullMarked;
