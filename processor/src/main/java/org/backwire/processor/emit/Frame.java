package org.backwire.processor.emit;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Shape;

/**
 * What the frame of a helper that calls itself does.
 *
 * @param halves its forward and backward, which may take a workspace last
 * @param result how all that the helper returns, and leaves in arrays, is made of values
 * @param returned how what forward returns is
 * @param wrt the numbers of the parameters whose gradients backward returns
 * @param inPlace by the number of a value of {@code result}, that of the parameter which it is: forward changes the parameter
 *     itself, and backward its gradient
 * @param added the numbers of the parameters to whose gradients backward adds
 */
public record Frame(
        Derivatives.Halves halves,
        Shape result,
        Shape returned,
        List<Integer> wrt,
        Map<Integer, Integer> inPlace,
        List<Integer> added) {
    public Frame {
        wrt = List.copyOf(wrt);
        inPlace = Map.copyOf(inPlace);
        added = List.copyOf(added);
    }

    /** The same with other functions. */
    Frame map(UnaryOperator<Function> change) {
        return new Frame(halves.map(change), result, returned, wrt, inPlace, added);
    }

    /** The same with other halves. */
    public Frame with(Function forward, Function backward) {
        return new Frame(
                new Derivatives.Halves(forward, backward, halves.copied(), halves.copiesResults()),
                result,
                returned,
                wrt,
                inPlace,
                added);
    }
}
