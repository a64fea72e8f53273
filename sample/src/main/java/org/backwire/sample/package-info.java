/**
 * Examples: the gates of a lecture, a neuron and a perceptron that learn from data, the price of an option, Newton's methods
 * for a minimum and for a root.
 */
@NullMarked
package org.backwire.sample;

import org.jspecify.annotations.NullMarked;
