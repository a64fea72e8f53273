package org.backwire.processor.source;

import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** {@code new} on classes. */
final class Creations {
    private final Lowering desk;

    Creations(Lowering desk) {
        this.desk = desk;
    }

    Operand read(NewClassTree tree, @Nullable TypeMirror target) {
        if (tree.getClassBody() != null) {
            return desk.refuse(Problem.ANONYMOUS_CLASS, tree);
        }
        Tree name = tree.getIdentifier();
        Arguments arguments = Arguments.read(desk, tree.getArguments());
        TypeElement type = desk.typeTrees.element(name, desk.frame.owner());
        if (type == null) {
            return desk.refuse(Problem.UNKNOWN_NAME, name, desk.text(name));
        }
        boolean inner = type.getNestingKind() == NestingKind.MEMBER
                && !type.getModifiers().contains(Modifier.STATIC)
                && type.getKind().isClass();
        if (inner || tree.getEnclosingExpression() != null) {
            return desk.refuse(Problem.INSTANCE_HELPER, name, desk.text(name));
        }
        boolean diamond = TypeTrees.isDiamond(name);
        TypeMirror written = diamond ? type.asType() : desk.typeTrees.type(name, desk.frame.owner());
        if (written == null) {
            return desk.refuse(Problem.UNKNOWN_NAME, name, desk.text(name));
        }
        if (arguments.isBad()) {
            return Operand.BAD;
        }
        Overloads.Choice choice = desk.overloads.choose(
                Members.constructors(type),
                (DeclaredType) written,
                diamond,
                arguments.types(),
                List.of(),
                diamond ? target : null,
                desk.frame.owner());
        return create(tree, diamond && choice != null ? choice.result() : written, choice, arguments);
    }

    private Operand create(NewClassTree tree, TypeMirror written, Overloads.@Nullable Choice choice, Arguments read) {
        if (choice == null) {
            return desk.refuse(Problem.UNRESOLVED_CALL, tree.getIdentifier(), desk.text(tree));
        }
        desk.assume(tree, choice.method());
        List<Operand> arguments = read.operands(choice);
        if (arguments == null) {
            return Operand.BAD;
        }
        if (desk.privateTypes.refuse(written, tree.getIdentifier())) {
            return Operand.BAD;
        }
        if (desk.records.isTakenApart(written) && desk.records.canConstruct(choice.method())) {
            return desk.constructions.construct(written, choice, arguments, tree.getArguments(), tree.getIdentifier());
        }
        Member member = desk.foreigns.member(choice.method(), null, tree.getIdentifier());
        List<Value> values = desk.foreigns.values(arguments, choice, tree.getArguments());
        return member == null || values == null
                ? Operand.BAD
                : desk.foreigns.emit(use(written), member, null, values, written, tree.getIdentifier(), tree);
    }

    private static Op.Use use(TypeMirror made) {
        return Records.recordOf(made) == null ? Op.Use.CONSTRUCTOR : Op.Use.RECORD;
    }
}
