package org.backwire.processor.emit;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.backwire.processor.graph.Callee;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Type;
import org.jspecify.annotations.Nullable;

/**
 * What the frame of a helper that calls itself does.
 *
 * @param halves its forward and backward, which may take a workspace last
 * @param callee the helper, with all that it returns and leaves in arrays
 * @param called the helper as it is called, with what forward returns, and the parameters whose gradients backward returns
 * @param inPlace by the number of a result, that of the parameter which it is: forward changes the parameter itself, and backward
 *     its gradient
 * @param added the numbers of the parameters to whose gradients backward adds
 */
public record Frame(
        Derivatives.Halves halves, Callee callee, Callee called, Map<Integer, Integer> inPlace, List<Integer> added) {
    public Frame {
        inPlace = Map.copyOf(inPlace);
        added = List.copyOf(added);
    }

    /** The same with other functions. */
    Frame map(UnaryOperator<Function> change) {
        return with(halves.map(change));
    }

    /** The same with other halves. */
    public Frame with(Function forward, Function backward) {
        return with(new Derivatives.Halves(forward, backward, halves.copied(), halves.copiesResults()));
    }

    private Frame with(Derivatives.Halves other) {
        return new Frame(other, callee, called, inPlace, added);
    }

    /** What forward returns: one value or nothing, where it leaves several in fields. */
    @Nullable
    Type returned() {
        List<Type> types = called.result().types();
        return types.size() == 1 ? types.get(0) : null;
    }

    /** The fields in which forward leaves its results. */
    List<String> resultFields() {
        int size = called.result().size();
        return size < 2
                ? List.of()
                : IntStream.range(0, size).mapToObj(called::resultField).toList();
    }

    /** The fields in which backward leaves gradients. */
    List<String> gradientFields() {
        List<Integer> wrt = called.wrt();
        return wrt.size() < 2
                ? List.of()
                : wrt.stream().map(called::gradientField).toList();
    }
}
