package org.backwire.processor.source;

import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.SwitchExpressionTree;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a call.
 *
 * <p>Most have a type of their own. But a {@code switch}, a conditional between objects, or a {@code List.of()} takes the type of the
 * parameter (chapters 15.12, 15.25 and 15.28 of the language specification): such a one is read aside first, to see which method
 * is meant, and then for good.
 */
final class Arguments {
    private final Lowering desk;
    private final List<? extends ExpressionTree> trees;

    /** For each argument the types of all that it may come to. */
    private final List<List<TypeMirror>> types = new ArrayList<>();

    /** Null until the parameters are known. */
    private @Nullable List<Operand> operands = new ArrayList<>();

    private boolean bad;
    private boolean dependent;

    private Arguments(Lowering desk, List<? extends ExpressionTree> trees) {
        this.desk = desk;
        this.trees = trees;
    }

    static Arguments read(Lowering desk, List<? extends ExpressionTree> trees) {
        Arguments arguments = new Arguments(desk, trees);
        if (trees.stream().anyMatch(Arguments::mayDepend)) {
            arguments.readAside();
        } else {
            arguments.readInPlace();
        }
        return arguments;
    }

    private static boolean mayDepend(ExpressionTree tree) {
        ExpressionTree bare = Fields.bare(tree);
        return bare instanceof SwitchExpressionTree || bare instanceof ConditionalExpressionTree || isEmpty(bare);
    }

    /** Whether an argument may be something of whatever it is wanted to be of. */
    private static boolean isEmpty(ExpressionTree bare) {
        return bare instanceof MethodInvocationTree call
                        && call.getArguments().isEmpty()
                        && call.getTypeArguments().isEmpty()
                || bare instanceof NewClassTree creation
                        && creation.getArguments().isEmpty()
                        && TypeTrees.isDiamond(creation.getIdentifier());
    }

    /** Whether nothing is known of some type argument of such an argument: it has become what it is at most. */
    private static boolean isGuess(ExpressionTree bare, TypeMirror type) {
        return isEmpty(bare)
                && type instanceof DeclaredType declared
                && declared.getTypeArguments().stream().anyMatch(Arguments::isBound);
    }

    private static boolean isBound(TypeMirror argument) {
        if (!(argument instanceof DeclaredType declared)) {
            return false;
        }
        boolean isRaw = declared.getTypeArguments().isEmpty()
                && !((TypeElement) declared.asElement()).getTypeParameters().isEmpty();
        return isRaw
                || JavaTypes.is(argument, "java.lang.Object")
                || declared.getTypeArguments().stream().anyMatch(Arguments::isBound);
    }

    private void readInPlace() {
        List<Operand> read = new ArrayList<>();
        for (ExpressionTree tree : trees) {
            Operand operand = desk.expressions.read(tree);
            read.add(operand);
            bad |= operand.isBad();
        }
        settle(read);
    }

    private void settle(List<Operand> read) {
        operands = read;
        if (!bad) {
            read.forEach(operand -> types.add(List.of(operand.type())));
        }
    }

    private void readAside() {
        int problems = desk.problems().size();
        int assumed = desk.assumptions.size();
        List<List<Operand>> results = new ArrayList<>();
        Branch aside = desk.joins.fork(() -> trees.forEach(tree -> results.add(results(tree))));
        bad = results.stream().flatMap(List::stream).anyMatch(Operand::isBad);
        if (bad) {
            return;
        }
        boolean depends = false;
        for (int i = 0; i < trees.size(); i++) {
            ExpressionTree bare = Fields.bare(trees.get(i));
            List<Operand> all = results.get(i);
            depends |= bare instanceof SwitchExpressionTree
                    || all.size() != 1
                    || isGuess(bare, all.get(0).type())
                    || bare instanceof ConditionalExpressionTree
                            && !all.get(0).kind().isPrimitive();
        }
        if (!depends) {
            desk.joins.adopt(aside);
            settle(results.stream().map(single -> single.get(0)).toList());
            return;
        }
        desk.forgetProblems(problems);
        desk.assumptions.forget(assumed);
        operands = null;
        for (int i = 0; i < trees.size(); i++) {
            ExpressionTree bare = Fields.bare(trees.get(i));
            types.add(results.get(i).stream()
                    .map(Operand::type)
                    .map(type -> isGuess(bare, type) ? desk.types.erasure(type) : type)
                    .toList());
        }
    }

    /** All that an argument may come to; one that has a type of its own comes to itself. */
    private List<Operand> results(ExpressionTree tree) {
        ExpressionTree bare = Fields.bare(tree);
        if (bare instanceof SwitchExpressionTree choice) {
            return desk.switches.results(choice, this::results);
        }
        if (!(bare instanceof ConditionalExpressionTree conditional)) {
            return List.of(desk.expressions.read(tree));
        }
        int problems = desk.problems().size();
        Operand[] whole = new Operand[1];
        Branch aside = desk.joins.fork(() -> whole[0] = desk.expressions.read(tree));
        if (!whole[0].isBad()) {
            desk.joins.adopt(aside);
            return List.of(whole[0]);
        }
        desk.forgetProblems(problems);
        List<Operand> results = new ArrayList<>();
        desk.expressions.condition(conditional.getCondition());
        desk.conditionals.part(conditional, true, value -> results.addAll(results(value)));
        desk.conditionals.part(conditional, false, value -> results.addAll(results(value)));
        return results;
    }

    /** Whether an argument was refused. */
    boolean isBad() {
        return bad;
    }

    /** Whether the types of some arguments are only known since they were read for a method. */
    boolean dependOnMethod() {
        return dependent;
    }

    /** For each argument the types of all that it may come to. */
    List<List<TypeMirror>> types() {
        return types;
    }

    /** The arguments for a method; null if one is refused. */
    @Nullable
    List<Operand> operands(Overloads.Choice choice) {
        if (operands == null) {
            operands = new ArrayList<>();
            for (int i = 0; i < trees.size(); i++) {
                ExpressionTree tree = trees.get(i);
                TypeMirror target = mayDepend(tree) ? choice.parameters().get(i) : null;
                Operand operand = desk.expressions.read(tree, target);
                operands.add(operand);
                bad |= operand.isBad();
            }
            dependent = !bad;
            if (dependent) {
                types.clear();
                operands.forEach(operand -> types.add(List.of(operand.type())));
            }
        }
        return bad ? null : operands;
    }
}
