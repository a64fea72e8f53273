package org.backwire.processor.source;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.StatementTree;
import java.util.List;
import javax.lang.model.type.TypeMirror;
import org.backwire.processor.graph.Problem;

/** Functions that are passed where it is known what calls them: lambdas, which are written out, and static methods by their names. */
final class Functions {
    private final Lowering desk;

    Functions(Lowering desk) {
        this.desk = desk;
    }

    /** Whether this may be such a function of so many parameters. */
    static boolean is(ExpressionTree tree, int parameters) {
        ExpressionTree bare = Fields.bare(tree);
        return bare instanceof MemberReferenceTree
                || bare instanceof LambdaExpressionTree lambda
                        && lambda.getParameters().size() == parameters;
    }

    /**
     * What a function gives.
     *
     * @param parameter the type of all its parameters
     */
    Operand apply(ExpressionTree function, List<Operand> arguments, TypeMirror parameter, TypeMirror result) {
        if (arguments.stream().anyMatch(Operand::isBad)) {
            return Operand.BAD;
        }
        ExpressionTree bare = Fields.bare(function);
        if (bare instanceof LambdaExpressionTree lambda) {
            return lambda(lambda, arguments, parameter, result);
        }
        Operand given =
                bare instanceof MemberReferenceTree reference ? desk.calls.referred(reference, arguments) : null;
        return given == null
                ? desk.refuse(Problem.METHOD_REFERENCE, function)
                : desk.conversions.convert(given, result, function);
    }

    private Operand lambda(
            LambdaExpressionTree lambda, List<Operand> arguments, TypeMirror parameter, TypeMirror result) {
        Frame frame = desk.frame.lambda(result, desk.frame);
        return desk.helpers.inside(
                frame,
                () -> {
                    for (int i = 0; i < arguments.size(); i++) {
                        String name = lambda.getParameters().get(i).getName().toString();
                        desk.helpers.pass(name, parameter, arguments.get(i));
                    }
                    if (lambda.getBody() instanceof BlockTree block) {
                        desk.statements.block(block.getStatements());
                    } else if (lambda.getBody() instanceof ExpressionTree value) {
                        desk.assignments.store(frame.result(), desk.expressions.readAs(value, result), value);
                    } else if (lambda.getBody() instanceof StatementTree statement) {
                        desk.statements.read(statement);
                    }
                },
                end -> desk.helpers.result(result, desk.state.get(end.result())));
    }
}
