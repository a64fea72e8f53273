package org.backwire.processor.simplify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.GraphText;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class RandomGraphsTest {
    private static final int COUNT = Integer.getInteger("backwire.graphs", 2_000);

    private record Pass(String name, UnaryOperator<Function> run) {}

    @TestFactory
    List<DynamicTest> everyPassKeepsTheBits() {
        return List.of(
                        new Pass("dead code", DeadCode::run),
                        new Pass("common subexpressions", CommonSubexpressions::run),
                        new Pass("folding", Folding::run),
                        new Pass("recognition", GateRecognition::run),
                        new Pass("before", Simplifier::beforeDifferentiation),
                        new Pass("after", Simplifier::afterDifferentiation))
                .stream()
                .map(pass -> DynamicTest.dynamicTest(pass.name(), () -> keepsTheBits(pass.run())))
                .toList();
    }

    private static void keepsTheBits(UnaryOperator<Function> pass) {
        for (long seed = 0; seed < COUNT; seed++) {
            Function function = RandomGraph.of(seed);
            Graph graph = new Graph(function, pass.apply(function));
            for (int i = 0; i < 4; i++) {
                graph.computesTheSame(seed + i);
            }
        }
    }

    @TestFactory
    List<DynamicTest> theTextSaysEverything() {
        return List.of(DynamicTest.dynamicTest("round trip", () -> {
            for (long seed = 0; seed < COUNT; seed++) {
                Function function = RandomGraph.of(seed);
                String text = GraphText.withOrigins(function);
                Function read = GraphText.parse(text);
                assertThat(GraphText.withOrigins(read)).isEqualTo(text);
                new Graph(function, read).computesTheSame(seed);
            }
        }));
    }
}
