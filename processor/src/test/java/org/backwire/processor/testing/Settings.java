package org.backwire.processor.testing;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.backwire.processor.graph.Optimization;
import org.backwire.processor.graph.TapePolicy;

/** The ways of making a companion, each as an option of the processor. */
public final class Settings {
    private Settings() {}

    /** Every optimisation switched off, one by one and all at once; and every plan of the tape. */
    public static List<String> all() {
        Stream<String> one = Arrays.stream(Optimization.values()).map(Optimization::title);
        Stream<String> together = Stream.of(
                Arrays.stream(Optimization.values()).map(Optimization::title).collect(Collectors.joining(",")));
        Stream<String> tapes = Arrays.stream(TapePolicy.values()).map(policy -> "-Abackwire.tape=" + policy.title());
        return Stream.concat(tapes, Stream.concat(one, together).map(without -> "-Abackwire.without=" + without))
                .toList();
    }
}
