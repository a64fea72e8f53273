package org.backwire.processor.differentiate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.GraphText;
import org.backwire.processor.graph.Optimizations;

/** What reverse mode makes of a function: {@code derived("…").reads("…")}. */
record Derived(Function function) {

    /** The gradient with respect to every differentiable parameter. */
    static Derived derived(String text) {
        return derived(text, Optimizations.ALL);
    }

    static Derived derived(String text, Optimizations optimizations) {
        Function function = GraphText.parse(text);
        return new Derived(Reverse.run(function, wrt(function), optimizations));
    }

    static List<Integer> wrt(Function function) {
        return IntStream.range(0, function.parameters().size())
                .filter(i -> function.parameters().get(i).type().isDifferentiable())
                .boxed()
                .toList();
    }

    void reads(String text) {
        assertThat(text()).isEqualTo(GraphText.of(GraphText.parse(text)));
    }

    Derived records(String... tapes) {
        List<String> made = text().lines()
                .filter(line -> line.contains("newTape"))
                .map(line -> line.strip().replaceAll(" =.*", ""))
                .toList();
        assertThat(made).as(text()).containsExactlyInAnyOrder(tapes);
        return this;
    }

    String text() {
        return GraphText.of(function);
    }

    /** The lines with an op of that name. */
    long count(String word) {
        return text().lines()
                .filter(line -> line.contains(" " + word + " ") || line.strip().startsWith(word + " "))
                .count();
    }
}
