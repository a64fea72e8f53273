package org.backwire.processor.simplify;

import java.util.List;
import java.util.function.UnaryOperator;
import org.backwire.processor.graph.Function;

/** The passes, in order. */
public final class Simplifier {
    private static final List<UnaryOperator<Function>> BEFORE_DIFFERENTIATION = List.of(
            Simplifier::reduced, // so that what is equal is the same value
            DeadCode::run, // so that only what matters is looked at
            LoopInvariants::run, // so that nothing is recorded that is always the same
            GateRecognition::run,
            Polynomials::run);

    private static final List<UnaryOperator<Function>> AFTER_DIFFERENTIATION = List.of(
            ForgetViews::run, // their work is done
            DeadCode::run, // most of the forward pass may be that, if only the gradient is asked for
            Simplifier::reduced,
            LoopVariables::run, // what every iteration leaves as it is need not go around
            DeadCode::run,
            LoopSteps::run); // for the reader: i++ stands last

    private static final int ROUNDS = 4;

    private Simplifier() {}

    /** What to do with what was read. */
    public static Function beforeDifferentiation(Function function) {
        return all(BEFORE_DIFFERENTIATION, function);
    }

    /** What to do with what differentiation made. */
    public static Function afterDifferentiation(Function function) {
        return all(AFTER_DIFFERENTIATION, function);
    }

    private static Function all(List<UnaryOperator<Function>> passes, Function function) {
        Function result = function;
        for (UnaryOperator<Function> pass : passes) {
            result = pass.apply(result);
        }
        return result;
    }

    /** What is known is computed, and what is equal is merged, which may make more known. */
    private static Function reduced(Function function) {
        Function result = function;
        for (int round = 0; round < ROUNDS; round++) {
            Function before = result;
            result = CommonSubexpressions.run(Folding.run(before));
            if (result == before) {
                break;
            }
        }
        return result;
    }
}
