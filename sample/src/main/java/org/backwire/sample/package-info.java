/** Examples: the gates of a lecture, a neuron that learns from data, and the price of an option. */
@NullMarked
package org.backwire.sample;

import org.jspecify.annotations.NullMarked;
